package dev.quarry.leaderboard;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Reads the query parameters that several routes have in common. */
@ApplicationScoped
public class MarketQuery {

    private final KnownStrategies strategies;

    @Inject
    public MarketQuery(KnownStrategies strategies) {
        this.strategies = strategies;
    }

    /** @throws InvalidInputException naming every parameter that cannot be a strategy, a market or a range */
    MarketFilter of(String strategy, String exchange, String symbol, String timeframe, String startTs, String endTs) {
        String[] texts = {
            QueryParameter.text(StrategyCatalog.FIELD, strategy),
            QueryParameter.text("exchange", exchange),
            QueryParameter.text("symbol", symbol),
            QueryParameter.text("timeframe", timeframe),
            QueryParameter.text("start_ts", startTs),
            QueryParameter.text("end_ts", endTs)
        };
        InvalidInputException.throwIfAny(
                MarketFilter.violations(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]));
        strategies.require(texts[0]);
        return MarketFilter.of(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]);
    }

    /** @throws InvalidInputException when it is neither true nor false */
    static boolean flag(String name, String text, boolean absent) {
        return QueryParameter.flag(name, text, absent);
    }
}

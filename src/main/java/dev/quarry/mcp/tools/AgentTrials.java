package dev.quarry.mcp.tools;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.search.MarketWindow;
import dev.quarry.sweep.ParamsHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the single back-tests of agents, which try many, in the ledger of all searches. */
@ApplicationScoped
class AgentTrials {

    private final TrialLedger ledger;
    private final Transactions transactions;

    @Inject
    AgentTrials(TrialLedger ledger, Transactions transactions) {
        this.ledger = ledger;
        this.transactions = transactions;
    }

    /**
     * Records a back-test that was run, and returns how many distinct ones there were on its prices and range.
     *
     * @param params of the request, with those of the market
     */
    long record(Map<String, Object> params, StrategyReference strategy) {
        MarketWindow window = new MarketWindow(
                        text(params, "exchange"),
                        text(params, "symbol"),
                        text(params, "timeframe"),
                        text(params, "start_ts"),
                        text(params, "end_ts"))
                .canonical();
        Map<String, Object> own = new LinkedHashMap<>(params);
        own.remove("as_of");
        String hash = ParamsHash.of(RunHash.hashed(window, own, strategy.key())).value();
        transactions.runInNew(() -> ledger.record(window, strategy.key(), new long[] {RunHash.of(hash)}));
        return ledger.distinct(window, strategy.key());
    }

    private static String text(Map<String, Object> params, String field) {
        return (String) params.get(field);
    }
}

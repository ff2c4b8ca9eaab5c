package dev.quarry.leaderboard;

import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.query.NamedRuns;
import dev.quarry.ledger.query.RunOrder;
import dev.quarry.ledger.query.WinnerBounds;
import dev.quarry.ledger.query.WinnerQuery;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The best winners in the ledger that meet the given bounds, ranked at the time of the request. */
@Path("leaderboard/winners")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class WinnersResource {

    private final WinnerRanking ranking;
    private final AssessmentStore assessments;
    private final MarketQuery markets;

    @Inject
    public WinnersResource(WinnerRanking ranking, AssessmentStore assessments, MarketQuery markets) {
        this.markets = markets;
        this.ranking = ranking;
        this.assessments = assessments;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public WinnersResource() {
        this(null, null, null);
    }

    /** The best winners, and how many meet the bounds in all. */
    @GET
    @Operation(operationId = "listWinners", summary = "The best winners within bounds")
    public Winners list(
            @QueryParam("strategy") String strategy,
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("start_ts") String startTs,
            @QueryParam("end_ts") String endTs,
            @QueryParam("min_return") String minReturn,
            @QueryParam("max_mark_to_market_drawdown") String maxMarkToMarketDrawdown,
            @QueryParam("max_drawdown") String maxDrawdown,
            @QueryParam("min_profit_factor") String minProfitFactor,
            @QueryParam("min_win_rate") String minWinRate,
            @QueryParam("min_trades") @Whole(min = 0, max = Integer.MAX_VALUE, defaultValue = 10) String minTrades,
            @QueryParam("sort") String sort,
            @QueryParam("verdict") List<String> verdict,
            @QueryParam("distinct") String distinct,
            @QueryParam("limit") @Whole(min = 1, max = 1000, defaultValue = 25) String limit) {
        WinnerQuery query = new WinnerQuery(
                markets.of(strategy, exchange, symbol, timeframe, startTs, endTs),
                order(QueryParameter.text("sort", sort)),
                new WinnerBounds(
                        bound("min_return", minReturn),
                        bound("max_mark_to_market_drawdown", maxMarkToMarketDrawdown),
                        bound("max_drawdown", maxDrawdown),
                        bound("min_profit_factor", minProfitFactor),
                        bound("min_win_rate", minWinRate)),
                QueryParameter.integer("min_trades", minTrades, 10, 0, Integer.MAX_VALUE),
                QueryParameter.integer("limit", limit, 25, 1, 1000),
                MarketQuery.flag("distinct", distinct, true),
                NamedRuns.judged(verdict, assessments));
        return new Winners(ranking.count(query), LeaderboardEntry.ranked(ranking.best(query), assessments));
    }

    private static RunOrder order(String sort) {
        return RunOrder.of(sort == null ? RunOrder.TOTAL_RETURN.code() : sort)
                .orElseThrow(() ->
                        new InvalidInputException("sort", "must be one of " + String.join(", ", RunOrder.codes())));
    }

    static Double bound(String name, String text) {
        return text == null || text.isBlank()
                ? null
                : Double.valueOf(QueryParameter.number(name, text, 0, -Double.MAX_VALUE, Double.MAX_VALUE));
    }

    /** The answer. */
    public record Winners(
            @Described("The number of winners that meet the bounds, each parameter set counted")
            long qualifyingRuns,

            @Described("The best of them") List<LeaderboardEntry> strategies) {}
}

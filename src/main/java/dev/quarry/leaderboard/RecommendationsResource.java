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

/** The best winners for somebody who wants to take a certain risk and no more (SPEC I). */
@Path("leaderboard/recommendations")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class RecommendationsResource {

    private final WinnerRanking ranking;
    private final AssessmentStore assessments;
    private final MarketQuery markets;

    @Inject
    public RecommendationsResource(WinnerRanking ranking, AssessmentStore assessments, MarketQuery markets) {
        this.markets = markets;
        this.ranking = ranking;
        this.assessments = assessments;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public RecommendationsResource() {
        this(null, null, null);
    }

    /** The best by total return of all winners in the ledger that meet the profile's bounds. */
    @GET
    @Operation(operationId = "getRecommendations", summary = "The best winners for an appetite for risk")
    public Recommendations recommend(
            @QueryParam("profile") String profile,
            @QueryParam("strategy") String strategy,
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("start_ts") String startTs,
            @QueryParam("end_ts") String endTs,
            @QueryParam("max_mark_to_market_drawdown") String maxMarkToMarketDrawdown,
            @QueryParam("verdict") List<String> verdict,
            @QueryParam("distinct") String distinct,
            @QueryParam("limit") @Whole(min = 1, max = 100, defaultValue = 5) String limit) {
        String code = QueryParameter.text("profile", profile);
        Profile requested = Profile.of(code == null ? Profile.MODERATE.code() : code)
                .orElseThrow(() ->
                        new InvalidInputException("profile", "must be one of " + String.join(", ", Profile.codes())));
        WinnerBounds bounds = requested
                .bounds()
                .withMaxMarkToMarketDrawdown(
                        WinnersResource.bound("max_mark_to_market_drawdown", maxMarkToMarketDrawdown));
        List<LeaderboardEntry> strategies = LeaderboardEntry.ranked(
                ranking.best(new WinnerQuery(
                        markets.of(strategy, exchange, symbol, timeframe, startTs, endTs),
                        RunOrder.TOTAL_RETURN,
                        bounds,
                        Profile.MIN_TRADES,
                        QueryParameter.integer("limit", limit, 5, 1, 100),
                        MarketQuery.flag("distinct", distinct, true),
                        NamedRuns.judged(verdict, assessments))),
                assessments);
        return new Recommendations(requested.code(), bounds, Profile.MIN_TRADES, strategies);
    }

    /** The answer. */
    public record Recommendations(
            @Described("Which profile") String profile,

            @Described("The bounds of the profile and the query; null means no bound")
            WinnerBounds bounds,

            @Described("The least number of trades") int minTrades,

            @Described("The best that meet all of it; none when none do")
            List<LeaderboardEntry> strategies) {}
}

package dev.quarry.leaderboard;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.NamedRuns;
import dev.quarry.ledger.query.RankedRun;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The best winners as strategy presets. */
@Path("leaderboard/presets")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PresetExportResource {

    private static final int LONGEST_PREFIX = 50;

    private final WinnerRanking ranking;
    private final AssessmentStore assessments;
    private final MarketQuery markets;

    @Inject
    public PresetExportResource(WinnerRanking ranking, AssessmentStore assessments, MarketQuery markets) {
        this.markets = markets;
        this.ranking = ranking;
        this.assessments = assessments;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public PresetExportResource() {
        this(null, null, null);
    }

    /** The best by total return, under keys {@code <prefix>_<rank>}. */
    @GET
    @Operation(operationId = "exportPresets", summary = "The best winners as presets")
    public Presets export(
            @QueryParam("top_n") @Whole(min = 1, max = 1000, defaultValue = 10) String topN,
            @QueryParam("prefix") String prefix,
            @QueryParam("strategy") String strategy,
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("start_ts") String startTs,
            @QueryParam("end_ts") String endTs,
            @QueryParam("min_trades") @Whole(min = 0, max = Integer.MAX_VALUE, defaultValue = 10) String minTrades,
            @QueryParam("verdict") List<String> verdict,
            @QueryParam("distinct") String distinct) {
        WinnerQuery query = new WinnerQuery(
                markets.of(strategy, exchange, symbol, timeframe, startTs, endTs),
                RunOrder.TOTAL_RETURN,
                WinnerBounds.NONE,
                QueryParameter.integer("min_trades", minTrades, 10, 0, Integer.MAX_VALUE),
                QueryParameter.integer("top_n", topN, 10, 1, 1000),
                MarketQuery.flag("distinct", distinct, true),
                NamedRuns.judged(verdict, assessments));
        String given = QueryParameter.text("prefix", prefix);
        if (given != null && given.length() > LONGEST_PREFIX) {
            throw new InvalidInputException("prefix", "must have at most " + LONGEST_PREFIX + " characters");
        }
        List<RankedRun> winners = ranking.best(query);
        Map<String, RunVerdict> kept = assessments.verdicts(LeaderboardEntry.setups(winners));
        Map<String, RunVerdict> verdicts = new LinkedHashMap<>();
        Map<String, StrategyReference> strategies = new LinkedHashMap<>();
        Map<String, String> runs = new LinkedHashMap<>();
        String keys = given == null ? "discovered" : given;
        for (int i = 0; i < winners.size(); i++) {
            String key = PresetExport.key(keys, i + 1);
            verdicts.put(key, kept.get(winners.get(i).run().paramsHash()));
            runs.put(key, winners.get(i).run().paramsHash());
            strategies.put(key, winners.get(i).setup().strategy());
        }
        return new Presets(PresetExport.of(winners, keys), verdicts, strategies, runs);
    }

    /** The answer. */
    public record Presets(
            @Described("Name, description, category and parameters of each, by key")
            Map<String, Map<String, Object>> presets,

            @Described("The verdict on each, by the same keys; separate from the presets, since clients take "
                    + "every field that they do not know for a parameter")
            Map<String, RunVerdict> verdicts,

            @Described("Whose parameters each has, by the same keys")
            Map<String, StrategyReference> strategies,

            @Described("The params_hash of the run that each is of, by the same keys")
            Map<String, String> runs) {}
}

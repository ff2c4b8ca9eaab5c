package dev.quarry.leaderboard;

import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.openapi.Whole;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.runs.RunOrder;
import dev.quarry.runs.WinnerQuery;
import dev.quarry.runs.WinnerRanking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The best winners as strategy presets. */
@Path("leaderboard/presets")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PresetExportResource {

    private static final int LONGEST_PREFIX = 50;

    private final WinnerRanking ranking;

    @Inject
    public PresetExportResource(WinnerRanking ranking) {
        this.ranking = ranking;
    }

    /** RESTEasy looks for one; the bean is made by the other. */
    public PresetExportResource() {
        this(null);
    }

    /** The best by total return, under keys {@code <prefix>_<rank>}. */
    @GET
    @Operation(operationId = "exportPresets", summary = "The best winners as presets")
    public Presets export(
            @QueryParam("top_n") @Whole(min = 1, max = 1000, usual = 10) String topN,
            @QueryParam("prefix") String prefix,
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("start_ts") String startTs,
            @QueryParam("end_ts") String endTs,
            @QueryParam("min_trades") @Whole(min = 0, max = Integer.MAX_VALUE, usual = 10) String minTrades,
            @QueryParam("distinct") String distinct) {
        WinnerQuery query = new WinnerQuery(
                MarketQuery.of(exchange, symbol, timeframe, startTs, endTs),
                RunOrder.TOTAL_RETURN,
                QueryParameter.integer("min_trades", minTrades, 10, 0, Integer.MAX_VALUE),
                QueryParameter.integer("top_n", topN, 10, 1, 1000),
                MarketQuery.flag("distinct", distinct, true));
        String given = QueryParameter.text("prefix", prefix);
        if (given != null && given.length() > LONGEST_PREFIX) {
            throw new InvalidInputException("prefix", "must have at most " + LONGEST_PREFIX + " characters");
        }
        return new Presets(PresetExport.of(ranking.best(query), given == null ? "discovered" : given));
    }

    /** The answer: name, description, category and parameters of each preset, by key. */
    public record Presets(Map<String, Map<String, Object>> presets) {}
}

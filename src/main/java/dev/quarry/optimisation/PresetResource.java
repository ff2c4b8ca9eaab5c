package dev.quarry.optimisation;

import dev.quarry.ledger.JudgedPreset;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.strategy.Preset;
import dev.quarry.sweep.search.GridAnalysis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import tools.jackson.databind.JsonNode;

/** What an optimisation found, as a preset. */
@Path("jobs/{id}/preset")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PresetResource {

    private final FinishedOptimisations optimisations;

    @Inject
    public PresetResource(FinishedOptimisations optimisations) {
        this.optimisations = optimisations;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public PresetResource() {
        this(null);
    }

    /**
     * Every parameter of a row, or of what is recommended: back-tested on the same range it gives the figures of
     * the row, or of the assessment.
     */
    @GET
    @Operation(
            operationId = "getOptimizationPreset",
            summary = "A row of a grid search, or what walking forward or cross-validating recommends, as a preset")
    @APIResponse(responseCode = "409", description = "The job is no succeeded optimisation, or has no such row")
    public JudgedPreset preset(
            @PathParam("id") @Whole String id,
            @QueryParam("row") @Whole(min = 0, max = Integer.MAX_VALUE, defaultValue = 0) String row,
            @QueryParam("key") String key,
            @QueryParam("name") String name,
            @QueryParam("description") String description) {
        Finished finished = optimisations.find(QueryParameter.id("id", id));
        boolean walked = finished.request().recommends();
        if (walked && row != null) {
            throw new InvalidInputException(
                    "row",
                    "must be absent: the preset of a job that walks forward or cross-validates is its recommendation");
        }
        String which = walked ? "recommended" : Integer.toString(row(finished, row));
        Preset preset = GridAnalysis.preset(
                text("key", key, String.format(Locale.ROOT, "optimized_%d_%s", finished.jobId(), which)),
                text("name", name, "Optimized " + finished.request().symbol()),
                text(
                        "description",
                        description,
                        String.format(
                                Locale.ROOT,
                                "%s of optimize job %d by %s",
                                walked ? "Recommendation" : "Row " + which,
                                finished.jobId(),
                                finished.request().metric())),
                finished.fixed(),
                walked ? recommended(finished) : finished.combination(Integer.parseInt(which)));
        return JudgedPreset.of(
                preset,
                walked ? finished.verdict() : finished.verdict(Integer.parseInt(which)),
                finished.strategy().reference());
    }

    private static int row(Finished finished, String row) {
        int rows = finished.rows();
        if (rows == 0) {
            throw FinishedOptimisations.conflict(
                    String.format(Locale.ROOT, "Job %d found nothing that met its constraints", finished.jobId()));
        }
        return QueryParameter.integer("row", row, 0, 0, rows - 1);
    }

    private static Map<String, Object> recommended(Finished finished) {
        JsonNode recommended = finished.result().at("/summary/recommended_params");
        if (!recommended.isObject()) {
            throw FinishedOptimisations.conflict(
                    String.format(Locale.ROOT, "Job %d recommends nothing", finished.jobId()));
        }
        return Finished.values(recommended);
    }

    private static String text(String name, String given, String otherwise) {
        String text = QueryParameter.text(name, given);
        return text == null ? otherwise : text;
    }
}

package dev.quarry.optimisation;

import dev.quarry.platform.http.ListedTable;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.Whole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import tools.jackson.databind.JsonNode;

/** What a finished optimisation lists, as a table; the job's result tells the same as JSON. */
@Path("jobs/{id}/rows")
@ApplicationScoped
@Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
public class RowsResource {

    private final FinishedOptimisations optimisations;

    @Inject
    public RowsResource(FinishedOptimisations optimisations) {
        this.optimisations = optimisations;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public RowsResource() {
        this(null);
    }

    /** The rows: combinations, best first, or folds, or splits. */
    @GET
    @Operation(
            operationId = "getOptimisationRows",
            summary = "The ranked combinations, folds or splits of an optimisation, as a table",
            description = "CSV, or Arrow where the Accept header or format says so.")
    @APIResponse(responseCode = "409", description = "The job is no succeeded optimisation")
    public TableAnswer table(@PathParam("id") @Whole String id) {
        FinishedOptimisations.Finished finished = optimisations.find(QueryParameter.id("id", id));
        JsonNode results = finished.result().path("results");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int k = 0; k < results.path("records").size(); k++) {
            Map<String, Object> row = new LinkedHashMap<>();
            results.path("records").get(k).forEachEntry(row::put);
            results.path("extras").path(k).forEachEntry(row::putIfAbsent);
            rows.add(row);
        }
        return ListedTable.of(
                "quarry-rows-of-job-" + finished.jobId(),
                rows,
                Map.of(
                        "quarry.table", "rows",
                        "quarry.job", id,
                        "quarry.strategy", finished.strategy().reference().text(),
                        "quarry.data_digest",
                                finished.result().path("data_digest").asString(""),
                        "quarry.engine_version",
                                finished.result().path("engine_version").asString("")));
    }
}

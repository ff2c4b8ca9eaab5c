package dev.quarry.optimisation;

import dev.quarry.platform.http.ListedTable;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The metric surface of a finished grid search. */
@Path("jobs/{id}/surface")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class SurfaceResource {

    private final FinishedOptimisations optimisations;
    private final Surfaces surfaces;

    @Inject
    public SurfaceResource(FinishedOptimisations optimisations, Surfaces surfaces) {
        this.optimisations = optimisations;
        this.surfaces = surfaces;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public SurfaceResource() {
        this(null, null);
    }

    /** The surface over two parameters of the grid, by the metric of the search unless another is requested. */
    @GET
    @Operation(operationId = "getSurface", summary = "A metric of a grid search over two of its parameters")
    @APIResponse(
            responseCode = "409",
            description = "The job is no succeeded grid search, or prices or engine have changed")
    public Surfaces.Surface surface(
            @PathParam("id") @Whole String id,
            @QueryParam("x") String x,
            @QueryParam("y") String y,
            @QueryParam("metric") String metric) {
        return surfaces.of(
                optimisations.find(QueryParameter.id("id", id)),
                QueryParameter.text("x", x),
                QueryParameter.text("y", y),
                QueryParameter.text("metric", metric));
    }

    /** A row for each of its cells. */
    @GET
    @Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
    @Operation(hidden = true)
    public TableAnswer table(
            @PathParam("id") @Whole String id,
            @QueryParam("x") String x,
            @QueryParam("y") String y,
            @QueryParam("metric") String metric) {
        Surfaces.Surface surface = surface(id, x, y, metric);
        List<Map<String, Object>> cells = new ArrayList<>();
        for (int row = 0; row < surface.yValues().size(); row++) {
            for (int column = 0; column < surface.xValues().size(); column++) {
                Map<String, Object> cell = new LinkedHashMap<>();
                cell.put(surface.x(), surface.xValues().get(column));
                cell.put(surface.y(), surface.yValues().get(row));
                Json.MAPPER.valueToTree(surface.cells().get(row).get(column)).forEachEntry(cell::put);
                cells.add(cell);
            }
        }
        return ListedTable.of(
                "quarry-surface-of-job-" + surface.jobId(),
                cells,
                Map.of("quarry.table", "surface", "quarry.job", id, "quarry.metric", surface.metric()));
    }
}

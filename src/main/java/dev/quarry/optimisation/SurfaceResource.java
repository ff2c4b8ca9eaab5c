package dev.quarry.optimisation;

import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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
}

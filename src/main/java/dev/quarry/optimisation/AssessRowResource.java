package dev.quarry.optimisation;

import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Enqueues assessments of the rows of a grid search. */
@Path("jobs/{id}/assess")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AssessRowResource {

    private final EnqueueRoute route;
    private final FinishedOptimisations optimisations;

    @Inject
    public AssessRowResource(EnqueueRoute route, FinishedOptimisations optimisations) {
        this.route = route;
        this.optimisations = optimisations;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public AssessRowResource() {
        this(null, null);
    }

    /** Enqueues an {@code assess_row} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Operation(
            operationId = "assessRow",
            summary = "How far a row of a grid search may be trusted",
            description = "A verdict on any row, as the search gives it of its best one.")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(
            responseCode = "409",
            description =
                    "The job is no succeeded grid search or has no such row, or the Idempotency-Key was used for another request")
    public Response assess(
            @PathParam("id") @Whole String id,
            @QueryParam("row") @Whole(min = 0, max = Integer.MAX_VALUE, defaultValue = 0) String row,
            @QueryParam("perturb") String perturb,
            @Context UriInfo uri) {
        Finished finished = optimisations.find(QueryParameter.id("id", id));
        int which = QueryParameter.integer("row", row, 0, 0, Integer.MAX_VALUE);
        finished.requireRow(which);
        AssessRowRequest request =
                new AssessRowRequest(finished.jobId(), which, QueryParameter.flag("perturb", perturb, false));
        return route.enqueue(AssessRowHandler.TYPE.name(), Json.MAPPER.valueToTree(request), uri);
    }
}

package dev.quarry.leaderboard;

import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
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

/** Enqueues assessments of single runs. */
@Path("runs/{params_hash}/assess")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AssessResource {

    private final EnqueueRoute route;
    private final RunSearch runs;

    @Inject
    public AssessResource(EnqueueRoute route, RunSearch runs) {
        this.route = route;
        this.runs = runs;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public AssessResource() {
        this(null, null);
    }

    /** Enqueues an {@code assess} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Operation(
            operationId = "assessRun",
            summary = "How far a stored run may be trusted",
            description = "A verdict on any run of a discovery, against all that was searched on its prices.")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "404", description = "There is no such run")
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response assess(
            @PathParam("params_hash") String hash, @QueryParam("perturb") String perturb, @Context UriInfo uri) {
        AssessRequest request = new AssessRequest(hash, QueryParameter.flag("perturb", perturb, false));
        InvalidInputException.throwIfAny(request.violations());
        if (runs.find(request.hash()).isEmpty()) {
            throw ProblemException.notFound("Run not found");
        }
        return route.enqueue(AssessHandler.TYPE.name(), Json.MAPPER.valueToTree(request), uri);
    }
}

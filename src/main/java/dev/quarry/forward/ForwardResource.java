package dev.quarry.forward;

import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;

/** Enqueues tests of stored runs on prices that their search did not see. */
@Path("runs/{params_hash}/forward")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ForwardResource {

    private final EnqueueRoute route;
    private final ForwardPayload payload;

    @Inject
    public ForwardResource(EnqueueRoute route, ForwardPayload payload) {
        this.route = route;
        this.payload = payload;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public ForwardResource() {
        this(null, null);
    }

    /** Enqueues a {@code forward} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "testRunOnUnseenPrices",
            summary = "A stored run on prices that its search did not see",
            description =
                    "Back-tests it, unchanged, on later bars or another market: its figures there beside those of the"
                            + " search, and whether they are within what these led to expect.")
    @RequestBodySchema(ForwardRange.class)
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "404", description = "There is no such run")
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response test(@PathParam("params_hash") String hash, JsonNode body, @Context UriInfo uri) {
        return route.enqueue(ForwardHandler.TYPE, payload.of(new WinnerName(hash, null, null), body), uri);
    }
}

package dev.quarry.discovery;

import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;

/** Enqueues discoveries. */
@Path("discover")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DiscoverResource {

    private final EnqueueRoute route;

    @Inject
    public DiscoverResource(EnqueueRoute route) {
        this.route = route;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public DiscoverResource() {
        this(null);
    }

    /** Enqueues a {@code discover} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "discover",
            summary = "Discovery",
            description =
                    "Tests every combination of a grid on a market and keeps each result, so that you can search, compare and learn from them."
                            + " The summary in the job's result names the winner with the greatest return as best_params and"
                            + " best_return; without a winner it is the greatest return of all, and best_is_winner is false.")
    @Extension(name = "x-job-type", value = "discover")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response discover(JsonNode payload, @Context UriInfo uri) {
        return route.enqueue(DiscoverHandler.TYPE.name(), payload, uri);
    }
}

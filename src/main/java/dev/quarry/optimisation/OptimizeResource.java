package dev.quarry.optimisation;

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

/** Enqueues optimisations. */
@Path("optimize")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class OptimizeResource {

    private final EnqueueRoute route;

    @Inject
    public OptimizeResource(EnqueueRoute route) {
        this.route = route;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public OptimizeResource() {
        this(null);
    }

    /** Enqueues an {@code optimize} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "optimize",
            summary = "Optimisation",
            description =
                    "Ranks a grid by one metric, or what a sampler chooses of a space, or walks forward through time: chooses on one window and tests on the next, or cross-validates: chooses on some groups of days and tests on the others.")
    @Extension(name = "x-job-type", value = "optimize")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response optimize(JsonNode payload, @Context UriInfo uri) {
        return route.enqueue(OptimizeHandler.TYPE.name(), payload, uri);
    }
}

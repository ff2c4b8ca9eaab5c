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

/** Enqueues re-evaluations. */
@Path("discovery/reevaluate")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReevaluateResource {

    private final EnqueueRoute route;

    @Inject
    public ReevaluateResource(EnqueueRoute route) {
        this.route = route;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public ReevaluateResource() {
        this(null);
    }

    /** Enqueues a {@code reevaluate} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reevaluate",
            summary = "Re-evaluation",
            description = "Judges stored runs by other win criteria, without running them again.")
    @Extension(name = "x-job-type", value = "reevaluate")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response reevaluate(JsonNode payload, @Context UriInfo uri) {
        return route.enqueue(ReevaluateHandler.TYPE.name(), payload, uri);
    }
}

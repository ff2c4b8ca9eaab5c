package dev.quarry.optimisation;

import dev.quarry.job.http.EnqueueRoute;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
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

    /** Enqueues an {@code optimize} job. */
    @POST
    public Response optimize(JsonNode payload, @Context UriInfo uri) {
        return route.enqueue(OptimizeHandler.TYPE.name(), payload, uri);
    }
}

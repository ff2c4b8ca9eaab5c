package dev.quarry.optimisation;

import dev.quarry.forward.ForwardHandler;
import dev.quarry.forward.ForwardPayload;
import dev.quarry.forward.ForwardRange;
import dev.quarry.forward.WinnerName;
import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;

/** Enqueues tests of the rows of a grid search on prices that it did not see. */
@Path("jobs/{id}/forward")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ForwardRowResource {

    private final EnqueueRoute route;
    private final ForwardPayload payload;

    @Inject
    public ForwardRowResource(EnqueueRoute route, ForwardPayload payload) {
        this.route = route;
        this.payload = payload;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public ForwardRowResource() {
        this(null, null);
    }

    /** Enqueues a {@code forward} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "testRowOnUnseenPrices",
            summary = "A row of a grid search on prices that it did not see",
            description =
                    "As for a stored run: its figures there beside those of the search, and whether they are within"
                            + " what these led to expect.")
    @RequestBodySchema(ForwardRange.class)
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(
            responseCode = "409",
            description =
                    "The job is no succeeded grid search or has no such row, or the Idempotency-Key was used for another request")
    public Response test(
            @PathParam("id") @Whole String id,
            @QueryParam("row") @Whole(min = 0, max = Integer.MAX_VALUE, defaultValue = 0) String row,
            JsonNode body,
            @Context UriInfo uri) {
        int which = QueryParameter.integer("row", row, 0, 0, Integer.MAX_VALUE);
        WinnerName name = new WinnerName(null, QueryParameter.id("id", id), which);
        return route.enqueue(ForwardHandler.TYPE, payload.of(name, body), uri);
    }
}

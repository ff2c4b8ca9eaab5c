package dev.quarry.patterns;

import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.platform.http.QueryParameter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The rules, and the job that finds them anew. */
@Path("patterns")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PatternsResource {

    private final RuleStore rules;
    private final EnqueueRoute route;

    @Inject
    public PatternsResource(RuleStore rules, EnqueueRoute route) {
        this.rules = rules;
        this.route = route;
    }

    /** The rules of at least that confidence, strongest first. */
    @GET
    public Rules list(@QueryParam("min_confidence") String minConfidence) {
        return new Rules(rules.strongest(QueryParameter.number("min_confidence", minConfidence, 0.3, 0, 1)));
    }

    /** Enqueues a {@code patterns_refresh} job. */
    @POST
    @Path("refresh")
    public Response refresh(JsonNode payload, @Context UriInfo uri) {
        return route.enqueue(PatternsRefreshHandler.TYPE.name(), payload, uri);
    }

    /** The answer of the list. */
    public record Rules(List<StoredRule> rules) {}
}

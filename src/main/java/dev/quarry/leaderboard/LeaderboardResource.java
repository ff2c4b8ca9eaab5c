package dev.quarry.leaderboard;

import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import tools.jackson.databind.JsonNode;

/** The newest leaderboard, and the job that makes a new one. */
@Path("leaderboard")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class LeaderboardResource {

    private final SnapshotStore snapshots;
    private final EnqueueRoute route;

    @Inject
    public LeaderboardResource(SnapshotStore snapshots, EnqueueRoute route) {
        this.snapshots = snapshots;
        this.route = route;
    }

    /** The newest snapshot; 404 before the first refresh. */
    @GET
    public Snapshot newest() {
        return snapshots.newest().orElseThrow(() -> ProblemException.notFound("No leaderboard snapshot available yet"));
    }

    /** Enqueues a {@code leaderboard_refresh} job. */
    @POST
    @Path("refresh")
    public Response refresh(JsonNode payload, @Context UriInfo uri) {
        return route.enqueue(LeaderboardRefreshHandler.TYPE.name(), payload, uri);
    }
}

package dev.quarry.leaderboard;

import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.platform.http.ListedTable;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;

/** The newest leaderboard, the ones before it, and the job that makes a new one. */
@Path("leaderboard")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class LeaderboardResource {

    private final SnapshotStore snapshots;
    private final EnqueueRoute route;
    private final MarketQuery markets;

    @Inject
    public LeaderboardResource(SnapshotStore snapshots, EnqueueRoute route, MarketQuery markets) {
        this.markets = markets;
        this.snapshots = snapshots;
        this.route = route;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public LeaderboardResource() {
        this(null, null, null);
    }

    /** The newest snapshot of a strategy with the settings that were requested last for it; 404 before the first refresh. */
    @GET
    @Operation(
            operationId = "getLeaderboard",
            summary = "The newest snapshot of the leaderboard",
            description =
                    "With the settings that a client asked for last, for the strategy: the built-in family where none is named, * for"
                            + " leaderboards of all strategies. Before anybody asked, the newest of all of it.")
    @APIResponse(responseCode = "404", description = "There is no snapshot yet")
    public Snapshot current(@QueryParam("strategy") String strategy) {
        return snapshots
                .current(markets.of(strategy, null, null, null, null, null).strategy())
                .orElseThrow(() -> ProblemException.notFound("No leaderboard snapshot available yet"));
    }

    /** Its entries as a table, without their assessments. */
    @GET
    @Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
    @Operation(hidden = true)
    public TableAnswer table(@QueryParam("strategy") String strategy) {
        Snapshot snapshot = current(strategy);
        List<JsonNode> entries = Json.MAPPER
                .readTree(snapshot.payload())
                .path("strategies")
                .valueStream()
                .toList();
        return ListedTable.of(
                "quarry-leaderboard-" + snapshot.snapshotId(),
                entries,
                Map.of("quarry.table", "leaderboard", "quarry.snapshot", Long.toString(snapshot.snapshotId())),
                "assessment",
                "assessment_missing",
                "base_params");
    }

    /** Enqueues a {@code leaderboard_refresh} job. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("refresh")
    @Operation(
            operationId = "refreshLeaderboard",
            summary = "Leaderboard refresh",
            description = "Ranks all winners and says how far the best may be trusted.")
    @Extension(name = "x-job-type", value = "leaderboard_refresh")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response refresh(JsonNode payload, @Context UriInfo uri) {
        return route.enqueue(LeaderboardRefreshHandler.TYPE.name(), payload, uri);
    }

    /** The history, newest first, page by page. */
    @GET
    @Path("snapshots")
    @Operation(
            operationId = "listSnapshots",
            summary = "Snapshots of the leaderboard, newest first, without their entries")
    public SnapshotPage list(
            @QueryParam("limit") @Whole(min = 1, max = 200, defaultValue = 50) String limit,
            @QueryParam("cursor") String cursor,
            @QueryParam("strategy") String strategy) {
        String whose = QueryParameter.text("strategy", strategy);
        String text = QueryParameter.text("cursor", cursor);
        SnapshotCursor after = text == null
                ? null
                : SnapshotCursor.of(text)
                        .orElseThrow(() -> new InvalidInputException("cursor", "is not one that this list gave"));
        return snapshots.page(
                whose == null
                        ? null
                        : markets.of(whose, null, null, null, null, null).strategy(),
                after,
                QueryParameter.integer("limit", limit, 50, 1, 200));
    }

    /** One snapshot with its strategies. */
    @GET
    @Path("snapshots/{id}")
    @Operation(operationId = "getSnapshot", summary = "One snapshot, whole")
    public Snapshot find(@PathParam("id") @Whole String id) {
        long number = QueryParameter.id("id", id);
        return snapshots.find(number).orElseThrow(() -> unknown(number));
    }

    /**
     * What changed between that snapshot and another, from the earlier to the later one.
     *
     * @param to the other one; when absent, the previous one with the same settings
     */
    @GET
    @Path("snapshots/{id}/diff")
    @Operation(operationId = "diffSnapshots", summary = "What changed between two snapshots")
    public SnapshotDiff diff(@PathParam("id") @Whole String id, @QueryParam("to") @Whole String to) {
        SnapshotSummary one = summary(QueryParameter.id("id", id));
        String other = QueryParameter.text("to", to);
        SnapshotSummary two = other == null ? before(one) : summary(QueryParameter.id("to", other));
        boolean forward = one.createdAt().isBefore(two.createdAt())
                || (one.createdAt().isEqual(two.createdAt()) && one.id() < two.id());
        return forward ? diff(one, two) : diff(two, one);
    }

    private SnapshotDiff diff(SnapshotSummary from, SnapshotSummary to) {
        return SnapshotDiff.of(from, payload(from), to, payload(to));
    }

    private JsonNode payload(SnapshotSummary snapshot) {
        return Json.MAPPER.readTree(find(Long.toString(snapshot.id())).payload());
    }

    private SnapshotSummary summary(long id) {
        return snapshots.summary(id).orElseThrow(() -> unknown(id));
    }

    private SnapshotSummary before(SnapshotSummary snapshot) {
        return snapshots
                .before(snapshot.id())
                .flatMap(snapshots::summary)
                .orElseThrow(() -> ProblemException.notFound(String.format(
                        Locale.ROOT,
                        "No leaderboard with the settings of snapshot %d was stored before it",
                        snapshot.id())));
    }

    private static ProblemException unknown(long id) {
        return ProblemException.notFound("No leaderboard snapshot " + id);
    }
}

package dev.quarry.job.http;

import dev.quarry.job.JobFilter;
import dev.quarry.job.JobState;
import dev.quarry.job.admin.BulkActions;
import dev.quarry.job.store.read.BulkSelection.Action;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import tools.jackson.databind.JsonNode;

/** Actions on many jobs at once. With {@code dry_run} it returns how many there would be, and changes nothing. */
@Path("/jobs/bulk")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BulkResource {

    private static final int MOST_IDS = 1000;

    private final BulkActions actions;
    private final PayloadReader reader;

    @Inject
    public BulkResource(BulkActions actions, PayloadReader reader) {
        this.actions = actions;
        this.reader = reader;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public BulkResource() {
        this(null, null);
    }

    /** Cancels the selected jobs that are not final, with their children. */
    @POST
    @Path("cancel")
    @Operation(operationId = "cancelJobs", summary = "Cancel the jobs of a filter")
    @RequestBodySchema(Selection.class)
    public Done cancel(JsonNode body) {
        return perform(Action.CANCEL, body);
    }

    /** Replays the selected jobs that failed or were canceled and have no parent. */
    @POST
    @Path("retry")
    @Operation(operationId = "retryJobs", summary = "Replay the failed and canceled jobs of a filter")
    @RequestBodySchema(Selection.class)
    public Done retry(JsonNode body) {
        return perform(Action.RETRY, body);
    }

    /** Deletes the selected jobs that are final and have no parent, with their children, events and attempts. */
    @POST
    @Path("delete")
    @Operation(operationId = "deleteJobs", summary = "Delete the finished jobs of a filter")
    @RequestBodySchema(Selection.class)
    public Done delete(JsonNode body) {
        return perform(Action.DELETE, body);
    }

    private Done perform(Action action, JsonNode body) {
        Selection selection = reader.read(body, Selection.class);
        long matched = actions.count(action, selection.filter());
        boolean dry = selection.dryRun() != null && selection.dryRun();
        return new Done(dry, matched, dry ? 0 : actions.perform(action, selection.filter()));
    }

    /** Selects the jobs. At least one condition, or {@code all}, must be given. */
    @Example("""
            {"status": "failed", "job_type": "prices_ingest", "dry_run": true}""")
    public record Selection(
            @Described("Only jobs in this state") String status,
            @Described("Only jobs of this type") String jobType,

            @Described("Only jobs whose payload or error contains this text, ignoring case")
            String text,

            @Described("Only jobs stored then or later") OffsetDateTime createdFrom,
            @Described("Only jobs stored before") OffsetDateTime createdTo,

            @Described("Only jobs of these ids, at most 1,000")
            List<Long> ids,

            @Described("True for jobs that wait for another attempt, since the last one failed; false for all others")
            Boolean retrying,

            @Described("True to select every job") Boolean all,

            @Described("True to count only; false when absent")
            Boolean dryRun)
            implements Checked {

        JobFilter filter() {
            return new JobFilter(status, jobType, text, createdFrom, createdTo, ids, retrying);
        }

        @Override
        public List<Violation> violations() {
            List<Violation> violations = new ArrayList<>();
            if (filter().isAll() != (all != null && all)) {
                violations.add(new Violation(
                        "all",
                        "must be true when there is no other condition, and only then: nothing is meant by chance"));
            }
            if (status != null && JobState.of(status).isEmpty()) {
                violations.add(new Violation("status", "must be one of " + JobState.codes()));
            }
            if (ids != null && (ids.isEmpty() || ids.size() > MOST_IDS || ids.contains(null))) {
                violations.add(new Violation("ids", "must be 1 to " + MOST_IDS + " ids, not " + ids.size()));
            }
            return violations;
        }
    }

    /** The result of an action. */
    public record Done(
            @Described("Whether nothing was changed because of dry_run")
            boolean dryRun,

            @Described("How many jobs the action applied to beforehand")
            long matched,

            @Described("How many it changed") long changed) {}
}

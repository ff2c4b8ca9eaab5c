package dev.quarry.job.enqueue;

import dev.quarry.job.Children;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.JobState;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Runs any jobs as the children of one job, whose result says how each ended. */
@ApplicationScoped
public class BatchHandler implements JobHandler<BatchHandler.Batch, BatchHandler.BatchResult> {

    /** The name of the type. */
    public static final String TYPE = "batch";

    /**
     * @param jobs as for {@code POST /v1/jobs}
     * @param failurePolicy {@code continue} when absent
     */
    @Example("""
            {"jobs": [{"job_type": "leaderboard_refresh"}, {"job_type": "patterns_refresh"}], "failure_policy": "continue"}""")
    public record Batch(
            @Described("Jobs as for POST /v1/jobs, 1 to 1,000") @NotEmpty(message = "is required") List<JsonNode> jobs,

            @Described("Whether the others run on when one does not succeed")
            FailurePolicy failurePolicy) {
        public Batch {
            failurePolicy = failurePolicy == null ? FailurePolicy.CONTINUE : failurePolicy;
        }
    }

    /** How the children ended. */
    public record BatchResult(
            @Described("All children") int total,
            @Described("Jobs that succeeded") long succeeded,
            @Described("Jobs that failed") long failed,
            @Described("Jobs that were canceled") long canceled,
            @Described("How each child ended") List<Child> children) {}

    /** One child. */
    public record Child(
            @Described("The job's id") long jobId,
            @Described("The job's type") String jobType,
            @Described("How it ended") JobState status,
            @Described("Why it failed; null unless it did") String error) {}

    private final JobRequests requests;

    @Inject
    public BatchHandler(JobRequests requests) {
        this.requests = requests;
    }

    @Override
    public JobType type() {
        return new JobType(TYPE, Lane.LIGHT);
    }

    @Override
    public Class<Batch> parameters() {
        return Batch.class;
    }

    @Override
    public List<Violation> check(Batch batch) {
        try {
            List<JobRequest> children = requests.readAll(batch.jobs());
            requests.checkAll(children);
            return Stream.concat(
                            IntStream.range(0, children.size())
                                    .filter(i -> children.get(i).options().unique())
                                    .mapToObj(i -> new Violation(
                                            "jobs[" + i + "].unique", "must not be asked for in a batch")),
                            IntStream.range(0, children.size())
                                    .filter(i -> !children.get(i).chain().equals(Chain.NONE))
                                    .mapToObj(
                                            i -> new Violation(
                                                    "jobs[" + i + "]",
                                                    "must have neither after nor callback_url in a job with children; post a list of jobs")))
                    .toList();
        } catch (InvalidInputException e) {
            return e.violations().stream()
                    .map(v -> new Violation("jobs" + v.field(), v.reason()))
                    .toList();
        }
    }

    @Override
    public BatchResult run(Batch batch, JobContext job) {
        List<JobRequest> children = requests.readAll(batch.jobs());
        return job.fanOut(children, batch.failurePolicy());
    }

    @Override
    public BatchResult gather(Batch batch, Children children, JobContext job) {
        List<Child> ended = children.ends()
                .map(c -> new Child(c.jobId(), c.jobType(), c.state(), c.error()))
                .toList();
        BatchResult summary = new BatchResult(
                ended.size(),
                count(ended, JobState.SUCCEEDED),
                count(ended, JobState.FAILED),
                count(ended, JobState.CANCELED),
                ended);
        long unsuccessful = summary.failed() + summary.canceled();
        if (unsuccessful > 0) {
            job.warn(String.format(Locale.ROOT, "%d of %d jobs did not succeed", unsuccessful, summary.total()));
        }
        return summary;
    }

    private static long count(List<Child> children, JobState state) {
        return children.stream().filter(c -> c.status() == state).count();
    }
}

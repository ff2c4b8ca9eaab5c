package dev.quarry.job.enqueue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.ChildResult;
import dev.quarry.job.Children;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobState;
import dev.quarry.job.ListedChildren;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.job.enqueue.BatchHandler.Batch;
import dev.quarry.job.enqueue.BatchHandler.BatchResult;
import dev.quarry.job.run.ScriptedHandler;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.trace.Traces;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BatchHandlerTest {

    private final BatchHandler handler = new BatchHandler(null);
    private final RecordingJobContext job = new RecordingJobContext(1);

    @Test
    void a_batch_says_how_many_of_its_jobs_did_not_succeed() {
        BatchResult summary = handler.gather(
                new Batch(List.of(), FailurePolicy.CONTINUE),
                children(JobState.FAILED, JobState.CANCELED, JobState.SUCCEEDED),
                job);

        assertThat(summary)
                .extracting(BatchResult::total, BatchResult::succeeded, BatchResult::failed, BatchResult::canceled)
                .containsExactly(3, 1L, 1L, 1L);
        assertThat(job.warnings()).containsExactly("2 of 3 jobs did not succeed");
    }

    @Test
    void a_batch_of_which_all_succeeded_says_nothing() {
        handler.gather(new Batch(List.of(), FailurePolicy.CONTINUE), children(JobState.SUCCEEDED), job);

        assertThat(job.warnings()).isEmpty();
    }

    @Test
    void no_step_of_making_a_large_batch_takes_a_second() throws Exception {
        JobHandlers handlers = new JobHandlers(List.of(new ScriptedHandler()));
        JobRequests requests = new JobRequests(handlers, PayloadReaders.reader(), Traces.carriedOnly());
        JsonNode child = Json.MAPPER.createObjectNode().put("job_type", ScriptedHandler.TYPE);
        ((ObjectNode) child).putObject("payload").put("note", "n".repeat(9_000));
        Batch batch = new Batch(Collections.nCopies(1_000, child), FailurePolicy.CONTINUE);

        assertThat(PacedJob.longestStep(Duration.ofMinutes(1), job -> () -> {
                    new BatchHandler(requests).run(batch, job);
                    return requests.checkAll(requests.readAll(batch.jobs()), job::checkpoint);
                }))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    private static Children children(JobState... states) {
        return new ListedChildren(Arrays.stream(states)
                .map(state -> new ChildResult(7, 0, "sleep", state, null, null, null))
                .toList());
    }
}

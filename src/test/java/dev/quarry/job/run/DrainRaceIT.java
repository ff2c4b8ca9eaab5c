package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobHandler;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.enqueue.BatchHandler;
import dev.quarry.job.enqueue.JobHandlers;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.job.store.Claim;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.platform.trace.Traces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DrainRaceIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ScriptedHandler scripted = new ScriptedHandler();

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job", "worker");
    }

    @Test
    void a_job_that_was_claimed_while_the_drain_began_is_handed_back() {
        QueueNode node = new QueueNode(DATABASE, "one", List.of(scripted));
        NodeDrain drain = node.drain(0);
        drain.start();
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        Claim claim =
                node.transitions.claim(Lane.IO, "one", Duration.ofSeconds(15)).orElseThrow();

        drain.stop();
        node.worker.run(List.of(claim));

        assertThat(node.job(id).status()).isEqualTo(JobState.QUEUED);
        assertThat(node.job(id).attempt()).isZero();
    }

    @Test
    void a_unique_child_of_a_batch_is_refused_at_enqueue() {
        List<JobHandler<?, ?>> handlers = new ArrayList<>(List.of(scripted));
        JobHandlers known = new JobHandlers(List.of(scripted));
        BatchHandler batch = new BatchHandler(new JobRequests(known, PayloadReaders.reader(), Traces.carriedOnly()));
        handlers.add(batch);
        QueueNode node = new QueueNode(DATABASE, "one", handlers);

        assertThatThrownBy(() -> node.enqueue(new JobRequest(
                        "batch", Json.MAPPER.readTree("{\"jobs\": [{\"job_type\": \"scripted\", \"unique\": true}]}"))))
                .isInstanceOf(InvalidInputException.class);
    }
}

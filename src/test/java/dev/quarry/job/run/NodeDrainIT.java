package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobAttempt;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.Worker;
import dev.quarry.job.WorkerState;
import dev.quarry.job.store.Claim;
import dev.quarry.platform.sql.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodeDrainIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final QueueNode node = new QueueNode(DATABASE, "one", List.of(scripted));
    private final QueueNode other = new QueueNode(DATABASE, "two", List.of(scripted));
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job", "worker");
    }

    @Test
    void a_job_that_does_not_finish_in_time_is_handed_back_and_no_attempt_is_charged() throws Exception {
        NodeDrain drain = node.drain(0);
        drain.start();
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            entered.countDown();
            while (true) {
                job.checkpoint();
                Thread.sleep(5);
            }
        };
        Thread working = working();

        drain.stop();
        working.join();
        JobDetail given = node.job(id);
        scripted.script = job -> {};
        other.worker.work(Lane.IO, true);

        assertThat(given.status()).isEqualTo(JobState.QUEUED);
        assertThat(given.attempt()).isZero();
        assertThat(node.events(id)).contains("info Handed back by one, which takes no more work; queued again");
        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(node.job(id).attempts())
                .extracting(JobAttempt::attempt, JobAttempt::workerId, JobAttempt::outcome)
                .containsExactly(
                        tuple(1, "one", AttemptOutcome.HANDED_BACK), tuple(1, "two", AttemptOutcome.SUCCEEDED));
    }

    @Test
    void a_job_that_finishes_in_time_keeps_its_result() throws Exception {
        NodeDrain drain = node.drain(60);
        drain.start();
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        long next = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            entered.countDown();
            mayEnd.await();
        };
        Thread working = working();
        Thread stopping = new Thread(drain::stop);
        stopping.start();
        while (drain.state() != WorkerState.STOPPED) {
            Thread.onSpinWait();
        }

        mayEnd.countDown();
        working.join();
        stopping.join();

        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(node.job(next).status()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void a_job_that_the_stopping_server_breaks_is_handed_back_too() throws Exception {
        NodeDrain drain = node.drain(60);
        drain.start();
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            entered.countDown();
            mayEnd.await();
            throw new IOException("the pool is closed");
        };
        Thread working = working();
        Thread stopping = new Thread(drain::stop);
        stopping.start();
        while (drain.state() != WorkerState.STOPPED) {
            Thread.onSpinWait();
        }

        mayEnd.countDown();
        working.join();
        stopping.join();

        assertThat(node.job(id).status()).isEqualTo(JobState.QUEUED);
        assertThat(node.job(id).attempt()).isZero();
    }

    @Test
    void a_node_drains_and_resumes_on_request() throws Exception {
        NodeDrain drain = node.drain(0);
        drain.start();
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");

        assertThat(node.workers.requestDrain("one", true)).isTrue();
        drain.beat();
        while (drain.state() != WorkerState.DRAINED) {
            Thread.sleep(5);
        }
        node.worker.work(Lane.IO, true);
        drain.beat();
        Worker drained = node.workers.find("one").orElseThrow();
        JobDetail untouched = node.job(id);
        node.workers.requestDrain("one", false);
        drain.beat();
        node.worker.work(Lane.IO, true);

        assertThat(untouched.status()).isEqualTo(JobState.QUEUED);
        assertThat(drained.state()).isEqualTo(WorkerState.DRAINED);
        assertThat(drained.drainRequested()).isTrue();
        assertThat(node.workers.find("one").orElseThrow().state()).isEqualTo(WorkerState.ACTIVE);
        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_worker_is_listed_with_what_it_runs_and_is_lost_when_it_is_not_heard_of() {
        node.drain(0).start();
        node.enqueue(ScriptedHandler.TYPE, "{}");
        node.transitions.claim(Lane.IO, "one", Duration.ofSeconds(15));

        Worker alive = node.workers.find("one").orElseThrow();
        DATABASE.database().update("update worker set heartbeat_at = now() - interval '1 minute'");

        assertThat(alive.state()).isEqualTo(WorkerState.ACTIVE);
        assertThat(alive.running()).isEqualTo(1);
        assertThat(alive.concurrency()).contains("\"io\":8");
        assertThat(node.workers.all()).extracting(Worker::state).containsExactly(WorkerState.LOST);
        assertThat(node.workers.requestDrain("nobody", true)).isFalse();
    }

    @Test
    void an_attempt_that_was_handed_back_writes_nothing_more() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        Claim claim =
                node.transitions.claim(Lane.IO, "one", Duration.ofSeconds(15)).orElseThrow();

        assertThat(node.transitions.handBack(claim, claim.progress())).isTrue();

        assertThat(node.transitions.handBack(claim, claim.progress())).isFalse();
        assertThat(node.transitions.succeed(claim, "{}", claim.progress())).isFalse();
        assertThat(node.transitions.fail(claim, "no", claim.progress())).isFalse();
        assertThat(node.job(id).status()).isEqualTo(JobState.QUEUED);
    }

    private Thread working() throws InterruptedException {
        Thread thread = new Thread(() -> node.worker.work(Lane.IO, true));
        thread.start();
        entered.await();
        return thread;
    }
}

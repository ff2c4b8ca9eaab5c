package dev.quarry.job.run;

import static dev.quarry.job.run.FamilyHandler.leaf;
import static dev.quarry.job.run.FamilyHandler.parent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.ChildCounts;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobAttempt;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.store.QueueRows;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetriesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final FamilyHandler family = new FamilyHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(scripted, family));
    private final QueueRows rows = new QueueRows(DATABASE.database());

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job");
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_after_a_pause_and_every_attempt_is_kept() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            if (job.attempt() < 3) {
                throw new IOException("connection reset");
            }
        };

        workWithoutPauses(id, 3);

        JobDetail job = node.job(id);
        assertThat(job.status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.result()).isEqualTo("{\"attempt\":3}");
        assertThat(job.error()).isNull();
        assertThat(job.maxAttempts()).isEqualTo(5);
        assertThat(job.attempts())
                .extracting(JobAttempt::attempt, JobAttempt::outcome, JobAttempt::workerId)
                .containsExactly(
                        tuple(1, AttemptOutcome.FAILED, "node"),
                        tuple(2, AttemptOutcome.FAILED, "node"),
                        tuple(3, AttemptOutcome.SUCCEEDED, "node"));
        assertThat(job.attempts().get(0).error()).contains("connection reset");
        assertThat(job.attempts().get(0).finishedAt())
                .isAfterOrEqualTo(job.attempts().get(0).startedAt());
        assertThat(node.events(id))
                .filteredOn(e -> e.startsWith("warn"))
                .hasSize(2)
                .first()
                .asString()
                .matches("warn Attempt 1 of 5 failed: Unexpected IOException .*; the next starts in \\d+\\.\\d s");
    }

    @Test
    void how_long_a_job_and_its_attempt_took_is_reported_to_the_millisecond() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        assertThat(node.job(id).tookSeconds()).isNull();
        scripted.script = job -> Thread.sleep(30);

        node.workAll();

        JobDetail job = node.job(id);
        long millis = Duration.between(job.startedAt(), job.finishedAt()).toMillis();
        assertThat(job.tookSeconds()).isEqualTo(millis / 1000.0).isGreaterThanOrEqualTo(0.03);
        assertThat(job.attempts().get(0).tookSeconds()).isBetween(0.03, job.tookSeconds() + 0.001);
    }

    @Test
    void a_job_that_is_to_be_tried_again_is_not_due_before_its_pause_is_over() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            throw new dev.quarry.job.TemporaryFailureException("busy", null, Duration.ofHours(1));
        };

        node.workAll();

        assertThat(node.job(id).status()).isEqualTo(JobState.QUEUED);
        assertThat(node.job(id).attempt()).isEqualTo(1);
        assertThat(node.job(id).finishedAt()).isNull();
    }

    @Test
    void a_failure_that_lasts_is_not_tried_again() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            throw new JobFailedException("No data");
        };

        node.workAll();

        assertThat(node.job(id).status()).isEqualTo(JobState.FAILED);
        assertThat(node.job(id).error()).isEqualTo("No data");
        assertThat(node.job(id).attempts())
                .singleElement()
                .extracting(JobAttempt::error)
                .isEqualTo("No data");
    }

    @Test
    void an_exhausted_job_stays_failed_with_its_last_error() {
        long id = node.enqueue(new JobRequest(
                ScriptedHandler.TYPE, Json.MAPPER.createObjectNode(), JobOptions.NONE.withMaxAttempts(2)));
        scripted.script = job -> {
            throw new IOException("attempt " + job.attempt());
        };

        workWithoutPauses(id, 4);

        assertThat(node.job(id).status()).isEqualTo(JobState.FAILED);
        assertThat(node.job(id).error()).contains("attempt 2");
        assertThat(node.job(id).attempts()).hasSize(2);
    }

    @Test
    void the_running_attempt_is_shown_without_an_outcome() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        node.transitions.claim(Lane.IO, "node", Duration.ofSeconds(15));

        assertThat(node.job(id).attempts())
                .singleElement()
                .extracting(JobAttempt::step, JobAttempt::attempt, JobAttempt::outcome, JobAttempt::finishedAt)
                .containsExactly("run", 1, null, null);
    }

    @Test
    void lost_and_canceled_attempts_are_kept_too() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        node.transitions.claim(Lane.IO, "dying", Duration.ofSeconds(15));
        rows.expireLease(id);
        node.rescue.pass();
        scripted.script = job -> node.queue.cancel(id);

        node.workAll();

        assertThat(node.job(id).attempts())
                .extracting(JobAttempt::workerId, JobAttempt::outcome)
                .containsExactly(tuple("dying", AttemptOutcome.LOST), tuple("node", AttemptOutcome.CANCELED));
    }

    @Test
    void a_failed_job_can_be_replayed_with_fresh_attempts() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            throw new JobFailedException("No data");
        };
        node.workAll();
        scripted.script = job -> {};

        node.queue.retry(id);
        JobDetail queued = node.job(id);
        node.workAll();

        assertThat(queued.status()).isEqualTo(JobState.QUEUED);
        assertThat(queued.error()).isNull();
        assertThat(queued.attempt()).isZero();
        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(node.job(id).attempts())
                .extracting(JobAttempt::attempt, JobAttempt::outcome)
                .containsExactly(tuple(1, AttemptOutcome.FAILED), tuple(1, AttemptOutcome.SUCCEEDED));
    }

    @Test
    void only_failed_and_canceled_jobs_can_be_replayed() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        assertThatThrownBy(() -> node.queue.retry(id))
                .isInstanceOf(ProblemException.class)
                .hasMessage("Job %d is queued; only a failed or canceled job can be retried".formatted(id))
                .extracting(e -> ((ProblemException) e).status())
                .isEqualTo(409);
        assertThatThrownBy(() -> node.queue.retry(404)).hasMessage("Job not found");
        node.queue.cancel(id);

        node.queue.retry(id);

        assertThat(node.job(id).status()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void replaying_a_parent_runs_those_children_again_that_did_not_succeed() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(13), leaf(3)));
        node.workAll();
        assertThat(node.job(id).children()).isEqualTo(new ChildCounts(3, 0, 0, 1, 1, 1));
        DATABASE.database().update("update job set payload = replace(payload, '13', '12') where parent_id = ?", id);

        node.queue.retry(id);
        JobDetail waiting = node.job(id);
        node.workAll();

        assertThat(waiting.status()).isEqualTo(JobState.RUNNING);
        assertThat(waiting.children()).isEqualTo(new ChildCounts(3, 2, 0, 1, 0, 0));
        assertThat(node.job(id).result()).isEqualTo("{\"sum\":16,\"missing\":[]}");
    }

    @Test
    void a_child_is_replayed_with_its_parent_only() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(13)));
        node.workAll();
        long child = node.archive.children(id, 1, 0).get(0).id();

        assertThatThrownBy(() -> node.queue.retry(child))
                .hasMessage("Job %d is a child of job %d; retry that".formatted(child, id));
    }

    @Test
    void a_fan_in_step_is_an_attempt_of_its_own_kind() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1)));

        node.workAll();

        assertThat(node.job(id).attempts())
                .extracting(JobAttempt::step, JobAttempt::attempt, JobAttempt::outcome)
                .containsExactly(
                        tuple("run", 1, AttemptOutcome.FANNED_OUT), tuple("gather", 1, AttemptOutcome.SUCCEEDED));
    }

    private void workWithoutPauses(long id, int times) {
        for (int i = 0; i < times; i++) {
            node.workAll();
            rows.dueNow(id);
        }
    }
}

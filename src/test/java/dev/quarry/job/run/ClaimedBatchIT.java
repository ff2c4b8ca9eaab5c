package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.Sentence;
import dev.quarry.job.store.Claim;
import dev.quarry.platform.sql.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several jobs in one slot. */
class ClaimedBatchIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final List<Long> ran = new ArrayList<>();
    private QueueNode node;
    private List<Long> ids;

    @BeforeEach
    void threeJobs() {
        DATABASE.empty("job");
        node = new QueueNode(DATABASE, List.of(scripted));
        ids = IntStream.range(0, 3)
                .mapToObj(i -> node.enqueue(ScriptedHandler.TYPE, "{\"note\": \"%d\"}".formatted(i)))
                .toList();
        scripted.script = job -> ran.add(job.jobId());
    }

    @Test
    void jobs_that_were_claimed_together_run_one_after_the_other_and_end_together() {
        node.worker.run(claimAll());

        assertThat(ran).isEqualTo(ids);
        assertThat(states()).containsOnly(JobState.SUCCEEDED);
        assertThat(node.heartbeat.attempts()).isEmpty();
        assertThat(finishTimes()).isEqualTo(1);
    }

    @Test
    void a_long_payload_is_not_claimed_but_read_when_its_job_begins() {
        DATABASE.database()
                .update(
                        "update job set payload = '{\"note\": \"' || repeat('x', 200000) || '\"}' where id = ?",
                        ids.get(1));

        List<Claim> claims = claimAll();
        node.worker.run(claims);

        assertThat(claims).extracting(Claim::payload).containsExactly("{\"note\":\"0\"}", null, "{\"note\":\"2\"}");
        assertThat(states()).containsOnly(JobState.SUCCEEDED);
        assertThat(ran).isEqualTo(ids);
    }

    @Test
    void whatever_a_handler_throws_ends_its_attempt_and_leaves_none_that_is_extended() {
        Map<Long, Throwable> thrown = Map.of(
                ids.get(0),
                new AssertionError("no"),
                ids.get(1),
                new InternalError("no"),
                ids.get(2),
                new Throwable("no"));
        scripted.script = job -> throwAny(thrown.get(job.jobId()));

        node.worker.run(claimAll());

        assertThat(states()).containsOnly(JobState.FAILED);
        assertThat(node.heartbeat.attempts()).isEmpty();
    }

    @Test
    void what_jobs_tell_is_cut_to_a_length_that_can_be_listed() {
        scripted.script = job -> {
            job.info("i".repeat(1_000_000));
            job.progress(1, 2, "p".repeat(1_000_000));
            throw new JobFailedException("e".repeat(Sentence.MAX - 2) + "\uD83D\uDE00".repeat(1_000_000));
        };

        node.worker.run(claimAll());

        assertThat(node.job(ids.get(0)).error()).hasSize(Sentence.MAX - 1).endsWith("e…");
        assertThat(node.job(ids.get(0)).progressMessage()).hasSize(Sentence.MAX).endsWith("p…");
        assertThat(node.events(ids.get(0))).allMatch(event -> event.length() < Sentence.MAX + 10);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable e) throws T {
        throw (T) e;
    }

    @Test
    void one_that_fails_does_not_spoil_the_others() {
        scripted.script = job -> {
            if (job.jobId() == ids.get(1)) {
                throw new IllegalArgumentException("no");
            }
        };

        node.worker.run(claimAll());

        assertThat(states().get(0)).isEqualTo(JobState.SUCCEEDED);
        assertThat(states().get(1)).isNotEqualTo(JobState.SUCCEEDED);
        assertThat(states().get(2)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void one_that_is_canceled_before_its_turn_is_not_run() {
        scripted.script = job -> {
            ran.add(job.jobId());
            if (job.jobId() == ids.get(0)) {
                node.queue.cancel(ids.get(2));
            }
        };

        node.worker.run(claimAll());

        assertThat(ran).isEqualTo(ids.subList(0, 2));
        assertThat(states()).containsExactly(JobState.SUCCEEDED, JobState.SUCCEEDED, JobState.CANCELED);
    }

    @Test
    void behind_one_that_takes_long_nothing_waits() {
        List<JobState> meanwhile = new ArrayList<>();
        scripted.script = job -> {
            ran.add(job.jobId());
            if (job.jobId() == ids.get(1)) {
                Thread.sleep(300);
                node.heartbeat.beatOnce();
                meanwhile.addAll(states());
            }
        };

        node.worker.run(claimAll());

        assertThat(meanwhile).containsExactly(JobState.SUCCEEDED, JobState.RUNNING, JobState.QUEUED);
        assertThat(ran).isEqualTo(ids.subList(0, 2));
        assertThat(states()).containsExactly(JobState.SUCCEEDED, JobState.SUCCEEDED, JobState.QUEUED);
        assertThat(node.job(ids.get(2)).attempt()).isZero();
        assertThat(node.heartbeat.attempts()).isEmpty();
    }

    @Test
    void a_drain_hands_back_what_was_not_begun() {
        scripted.script = job -> {
            ran.add(job.jobId());
            node.worker.pause();
        };

        node.worker.run(claimAll());

        assertThat(ran).isEqualTo(ids.subList(0, 1));
        assertThat(states()).containsExactly(JobState.SUCCEEDED, JobState.QUEUED, JobState.QUEUED);
    }

    @Test
    void a_hand_takes_as_many_as_are_short_enough_and_no_more_than_are_due() {
        List<Integer> together = new ArrayList<>();
        scripted.script = job -> together.add(node.heartbeat.attempts().size());
        node = new QueueNode(DATABASE, "node", List.of(scripted), new BatchSizes() {
            @Override
            public int of(Lane lane) {
                return 2;
            }

            @Override
            public void ran(Lane lane, long nanos) {
                // It stays at two.
            }
        });

        node.worker.work(Lane.IO, true);

        assertThat(together).containsExactly(2, 2, 1);
        assertThat(states()).containsOnly(JobState.SUCCEEDED);
    }

    private List<Claim> claimAll() {
        List<Claim> claims = node.transitions.claim(Lane.IO, "node", Duration.ofSeconds(15), 1, 3);
        assertThat(claims).extracting(Claim::jobId).isEqualTo(ids);
        return claims;
    }

    private List<JobState> states() {
        return ids.stream().map(id -> node.job(id).status()).toList();
    }

    private int finishTimes() {
        return DATABASE.database()
                .first("select count(distinct finished_at) from job", row -> row.getInt(1))
                .orElseThrow();
    }
}

package dev.quarry.job.run;

import static dev.quarry.job.run.FamilyHandler.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.QueueLimit;
import dev.quarry.job.QueueOverview;
import dev.quarry.job.QueueOverview.LaneView;
import dev.quarry.job.QueueOverview.TypeView;
import dev.quarry.job.QueueScope;
import dev.quarry.job.admin.QueueAdmin;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.QueueRows;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueAdminIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(scripted, new FamilyHandler()));
    private final QueueAdmin queueAdmin = node.queueAdmin();
    private final QueueRows rows = new QueueRows(DATABASE.database());

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job", "queue_pause", "queue_limit");
    }

    @Test
    void a_paused_lane_claims_nothing_until_it_is_resumed() {
        long id = scripted();
        queueAdmin.pause(QueueScope.LANE, "io");
        assertThat(claim()).isEmpty();
        assertThat(lane("io").paused()).isTrue();

        queueAdmin.resume(QueueScope.LANE, "io");

        assertThat(claim()).map(Claim::jobId).contains(id);
    }

    @Test
    void a_paused_type_lets_others_of_its_lane_pass() {
        scripted();
        long other = rows.queued(Lane.IO);
        queueAdmin.pause(QueueScope.JOB_TYPE, ScriptedHandler.TYPE);

        assertThat(claim()).map(Claim::jobId).contains(other);
        assertThat(claim()).isEmpty();
        assertThat(type(ScriptedHandler.TYPE).paused()).isTrue();
    }

    @Test
    void nobody_is_woken_for_what_is_paused() {
        long id = scripted();
        rows.dueSince(id, 60);
        queueAdmin.pause(QueueScope.JOB_TYPE, ScriptedHandler.TYPE);

        assertThat(node.rescueTransitions.overdue(Lane.IO, Duration.ofSeconds(3), 10))
                .isZero();
    }

    @Test
    void a_type_runs_no_more_jobs_at_once_than_its_limit_and_others_pass() {
        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(2, null, null));
        scripted();
        scripted();
        scripted();
        long other = rows.queued(Lane.IO);

        Claim first = claim().orElseThrow();
        claim().orElseThrow();

        assertThat(claim()).map(Claim::jobId).contains(other);
        assertThat(claim()).isEmpty();
        node.transitions.succeed(first, "{}", first.progress());
        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_slot_is_free_again_however_its_job_ended() {
        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(1, null, null));
        for (int i = 0; i < 6; i++) {
            scripted();
        }

        Claim failed = claim().orElseThrow();
        node.transitions.fail(failed, "no", failed.progress());
        Claim given = claim().orElseThrow();
        node.transitions.handBack(given, given.progress());
        Claim canceled = claim().orElseThrow();
        node.queue.cancel(canceled.jobId());
        Claim lost = claim().orElseThrow();
        rows.expireLease(lost.jobId());
        node.rescue.pass();

        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
    }

    @Test
    void many_nodes_at_once_never_run_more_than_the_limit() throws Exception {
        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(3, null, null));
        for (int i = 0; i < 120; i++) {
            scripted();
        }
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            Callable<Void> worker = () -> {
                while (done.get() < 120) {
                    Optional<Claim> claim = claim();
                    if (claim.isPresent()) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.sleep(2);
                        running.decrementAndGet();
                        node.transitions.succeed(claim.get(), "{}", claim.get().progress());
                        done.incrementAndGet();
                    }
                }
                return null;
            };
            List<Future<Void>> futures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                futures.add(workers.submit(worker));
            }
            for (Future<Void> future : futures) {
                future.get();
            }
        } finally {
            workers.shutdownNow();
        }

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void jobs_that_share_a_key_are_limited_together_whatever_their_type() {
        queueAdmin.limit(QueueScope.KEY, "exchange", new QueueLimit(1, null, null));
        node.enqueue(keyed(ScriptedHandler.TYPE, "{}"));
        node.enqueue(keyed(FamilyHandler.TYPE, leaf(1)));

        assertThat(claim()).isPresent();

        assertThat(node.transitions.claim(Lane.COMPUTE, "w", LEASE)).isEmpty();
        assertThat(queueAdmin.overview().keys())
                .containsExactly(new QueueOverview.KeyView("exchange", 1, 1, new QueueLimit(1, null, null)));
    }

    @Test
    void a_rate_lets_a_burst_start_and_then_as_many_as_the_time_allows() {
        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(null, 1.0, 2));
        for (int i = 0; i < 5; i++) {
            scripted();
        }

        assertThat(claim()).isPresent();
        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
        DATABASE.database().update("update queue_limit set refilled_at = refilled_at - interval '61 seconds'");
        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_limit_that_is_set_while_jobs_run_counts_them() {
        scripted();
        scripted();
        scripted();
        claim();
        claim();

        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(2, null, null));

        assertThat(claim()).isEmpty();
        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(3, null, null));
        assertThat(claim()).isPresent();
        scripted();
        assertThat(claim()).isEmpty();
        assertThat(queueAdmin.unlimit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE))
                .isTrue();
        assertThat(claim()).isPresent();
        assertThat(queueAdmin.unlimit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE))
                .isFalse();
    }

    @Test
    void after_a_limit_was_lowered_nothing_starts_until_fewer_run_than_it_allows() {
        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(9, null, null));
        for (int i = 0; i < 30; i++) {
            scripted();
        }
        List<Claim> running = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            running.add(claim().orElseThrow());
        }

        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(5, null, null));
        assertThat(claim()).isEmpty();
        for (int left = 8; left >= 5; left--) {
            end(running.remove(0));
            assertThat(claim()).isEmpty();
        }
        end(running.remove(0));
        running.add(claim().orElseThrow());
        assertThat(claim()).isEmpty();
        running.forEach(this::end);
        for (int i = 0; i < 5; i++) {
            assertThat(claim()).isPresent();
        }
        assertThat(claim()).isEmpty();
        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(6, null, null));
        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_limit_below_what_runs_counts_all_of_it_also_under_eight_workers() throws Exception {
        for (int i = 0; i < 60; i++) {
            scripted();
        }
        List<Claim> running = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            running.add(claim().orElseThrow());
        }
        queueAdmin.limit(QueueScope.JOB_TYPE, ScriptedHandler.TYPE, new QueueLimit(4, null, null));
        running.subList(0, 9).forEach(this::end);

        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<Claim>>> claims = Collections.nCopies(8, this::claim);
            int claimed = 0;
            for (Future<Optional<Claim>> claim : workers.invokeAll(claims)) {
                claimed += claim.get().isPresent() ? 1 : 0;
            }
            assertThat(claimed).isLessThanOrEqualTo(1);
        } finally {
            workers.shutdownNow();
        }
    }

    private void end(Claim claim) {
        assertThat(node.transitions.succeed(claim, "{}", claim.progress())).isTrue();
    }

    @Test
    void a_waiting_parent_takes_no_slot() {
        queueAdmin.limit(QueueScope.JOB_TYPE, FamilyHandler.TYPE, new QueueLimit(1, null, null));
        long id = node.enqueue(FamilyHandler.parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(2)));

        node.workAll();

        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void the_overview_tells_what_is_due_what_is_later_and_what_runs() {
        long due = scripted();
        rows.dueSince(due, 120);
        node.enqueue(new JobRequest(
                ScriptedHandler.TYPE,
                Json.MAPPER.createObjectNode(),
                JobOptions.NONE.withRunAt(OffsetDateTime.parse("2999-01-01T00:00:00Z"))));
        rows.queued(Lane.LIGHT);
        node.transitions.claim(Lane.LIGHT, "w", LEASE);
        node.enqueue(FamilyHandler.parent(FailurePolicy.FAIL_FAST, leaf(1)));
        node.worker.run(List.of(node.transitions.claim(Lane.COMPUTE, "w", LEASE).orElseThrow()));
        node.worker.run(List.of(node.transitions.claim(Lane.COMPUTE, "w", LEASE).orElseThrow()));
        node.enqueue(FamilyHandler.parent(FailurePolicy.FAIL_FAST, leaf(1)));

        TypeView type = type(ScriptedHandler.TYPE);
        assertThat(type.queued()).isEqualTo(1);
        assertThat(type.scheduled()).isEqualTo(1);
        assertThat(type.oldestWaitSeconds()).isBetween(120.0, 600.0);
        assertThat(lane("light").running()).isEqualTo(1);
        assertThat(lane("compute").finishedLastMinute()).isEqualTo(1);
        assertThat(lane("compute").queued()).isEqualTo(2);
    }

    private long scripted() {
        return node.enqueue(ScriptedHandler.TYPE, "{}");
    }

    private static JobRequest keyed(String type, String payload) {
        return new JobRequest(type, Json.MAPPER.readTree(payload), JobOptions.NONE.withConcurrencyKey("exchange"));
    }

    private Optional<Claim> claim() {
        return node.transitions.claim(Lane.IO, "w", LEASE);
    }

    private LaneView lane(String name) {
        return queueAdmin.overview().lanes().stream()
                .filter(lane -> lane.lane().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private TypeView type(String name) {
        return queueAdmin.overview().types().stream()
                .filter(type -> type.jobType().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

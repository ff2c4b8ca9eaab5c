package dev.quarry.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobEvent;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobState;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.job.store.ControlTransitions.Cancellation;
import dev.quarry.job.store.JobTransitions.Extension;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.platform.sql.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobTransitionsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Progress HALF = new Progress(5, 10, "half");

    private final JobTransitions transitions = new JobTransitions(DATABASE.database());
    private final ControlTransitions control = new ControlTransitions(DATABASE.database());
    private final RescueTransitions rescue = new RescueTransitions(DATABASE.database());
    private final JobArchive archive = new JobArchive(DATABASE.database());
    private final Jobs jobs = new Jobs(DATABASE.database());

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job");
    }

    @Test
    void a_claim_starts_an_attempt_with_a_token_of_its_own() {
        long id = jobs.queued(Lane.LIGHT);

        Claim claim = claim(Lane.LIGHT);

        assertThat(claim.jobId()).isEqualTo(id);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(jobs.row(id))
                .isEqualTo(new Jobs.Row(JobState.RUNNING, 1, claim.fencingToken(), null, null, "worker"));
        assertThat(jobs.events(id))
                .containsExactly("info Claimed job type=noop worker_id=worker attempt=1", "info Starting execution");
    }

    @Test
    void claims_go_by_priority_then_by_age() {
        long first = jobs.queued(Lane.LIGHT);
        long second = jobs.queued(Lane.LIGHT);
        long urgent = jobs.queued(Lane.LIGHT, 5, 3);

        assertThat(List.of(
                        claim(Lane.LIGHT).jobId(),
                        claim(Lane.LIGHT).jobId(),
                        claim(Lane.LIGHT).jobId()))
                .containsExactly(urgent, first, second);
    }

    @Test
    void a_lane_serves_its_own_jobs_only_and_none_before_it_is_due() {
        jobs.queued(Lane.COMPUTE);
        long later = jobs.queued(Lane.LIGHT);
        jobs.dueIn(later, 3600);

        assertThat(transitions.claim(Lane.LIGHT, "worker", LEASE)).isEmpty();
        assertThat(transitions.claim(Lane.IO, "worker", LEASE)).isEmpty();
    }

    @Test
    void a_success_keeps_result_progress_and_event() {
        long id = jobs.queued(Lane.LIGHT);

        assertThat(transitions.succeed(claim(Lane.LIGHT), "{\"x\":1}", HALF)).isTrue();

        assertThat(jobs.row(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.row(id).result()).isEqualTo("{\"x\":1}");
        assertThat(jobs.events(id)).last().isEqualTo("info Completed successfully");
    }

    @Test
    void a_job_that_succeeds_at_once_is_one_row_and_its_history_is_read_from_it() {
        long id = new EnqueueTransitions(DATABASE.database(), new JobIds(DATABASE.database()))
                .enqueueAll(List.of(new NewJob(new JobType("noop", Lane.LIGHT), "{}", JobOptions.NONE, 3, null)))[0];

        transitions.succeed(claim(Lane.LIGHT), "{}", HALF);

        assertThat(number("select (select count(*) from job_event) + (select count(*) from job_attempt)"))
                .isZero();
        assertThat(jobs.events(id))
                .containsExactly(
                        "info Job enqueued",
                        "info Claimed job type=noop worker_id=worker attempt=1",
                        "info Starting execution",
                        "info Completed successfully");
        assertThat(archive.find(id).orElseThrow().attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.step()).isEqualTo("run");
            assertThat(attempt.attempt()).isEqualTo(1);
            assertThat(attempt.workerId()).isEqualTo("worker");
            assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.SUCCEEDED);
            assertThat(attempt.finishedAt()).isNotNull();
        });
    }

    @Test
    void an_attempt_that_ends_otherwise_leaves_its_lines_as_they_were_read_before() {
        for (Consumer<Claim> end : List.<Consumer<Claim>>of(
                claim -> transitions.fail(claim, "No data", HALF),
                claim -> transitions.handBack(claim, HALF),
                claim -> control.cancel(claim.jobId()),
                claim -> {
                    jobs.expireLease(claim.jobId());
                    rescue.rescueExpired();
                })) {
            long id = jobs.queued(Lane.LIGHT);
            Claim claim = claim(Lane.LIGHT);
            List<JobEvent> before = archive.events(id, 10);
            assertThat(before).hasSize(2).isSortedAccordingTo(Comparator.comparing(JobEvent::id));

            end.accept(claim);

            assertThat(archive.events(id, 10))
                    .startsWith(before.toArray(new JobEvent[0]))
                    .hasSizeBetween(3, 4);
            assertThat(archive.find(id).orElseThrow().attempts()).hasSize(1);
            transitions.claim(Lane.LIGHT, "another", LEASE).ifPresent(again -> transitions.succeed(again, "{}", HALF));
            assertThat(archive.events(id, 10)).startsWith(before.toArray(new JobEvent[0]));
        }
        assertThat(number("select count(*) from job_attempt")).isEqualTo(4);
    }

    @Test
    void a_failure_keeps_its_sentence() {
        long id = jobs.queued(Lane.LIGHT);

        assertThat(transitions.fail(claim(Lane.LIGHT), "No data", HALF)).isTrue();

        assertThat(jobs.row(id).state()).isEqualTo(JobState.FAILED);
        assertThat(jobs.row(id).error()).isEqualTo("No data");
        assertThat(jobs.events(id)).last().isEqualTo("error No data");
    }

    @Test
    void a_frozen_worker_that_wakes_up_after_rescue_writes_nothing() {
        long id = jobs.queued(Lane.LIGHT);
        Claim frozen = claim(Lane.LIGHT);
        jobs.expireLease(id);
        assertThat(rescue.rescueExpired()).containsExactly(new Rescued(id, Lane.LIGHT, JobState.QUEUED));
        Claim current = claim(Lane.LIGHT);
        List<String> history = jobs.events(id);
        Jobs.Row row = jobs.row(id);

        assertThat(transitions.extendLease(frozen, LEASE, HALF, null)).isEqualTo(Extension.LOST);
        assertThat(transitions.event(frozen, "info", "still here", null)).isFalse();
        assertThat(transitions.fence(frozen)).isFalse();
        assertThat(transitions.succeed(frozen, "{}", HALF)).isFalse();
        assertThat(transitions.fail(frozen, "no", HALF)).isFalse();

        assertThat(jobs.events(id)).isEqualTo(history);
        assertThat(jobs.row(id)).isEqualTo(row);
        assertThat(transitions.succeed(current, "{}", HALF)).isTrue();
        assertThat(jobs.row(id).attempt()).isEqualTo(2);
    }

    @Test
    void a_live_job_is_never_rescued() {
        jobs.queued(Lane.LIGHT);
        claim(Lane.LIGHT);

        assertThat(rescue.rescueExpired()).isEmpty();
    }

    @Test
    void a_heartbeat_in_time_saves_a_job_from_rescue() {
        long id = jobs.queued(Lane.LIGHT);
        Claim claim = claim(Lane.LIGHT);
        jobs.expireLease(id);

        assertThat(transitions.extendLease(claim, LEASE, HALF, null)).isEqualTo(Extension.EXTENDED);

        assertThat(rescue.rescueExpired()).isEmpty();
    }

    @Test
    void a_job_whose_attempts_are_used_up_fails_instead_of_being_queued_again() {
        long id = jobs.queued(Lane.LIGHT, 0, 1);
        claim(Lane.LIGHT);
        jobs.expireLease(id);

        assertThat(rescue.rescueExpired()).containsExactly(new Rescued(id, Lane.LIGHT, JobState.FAILED));
        assertThat(jobs.row(id).error()).contains("worker was lost", "1 attempts");
    }

    @Test
    void canceling_a_queued_job_keeps_it_from_being_claimed() {
        long id = jobs.queued(Lane.LIGHT);

        assertThat(control.cancel(id)).isEqualTo(Cancellation.CANCELED);

        assertThat(transitions.claim(Lane.LIGHT, "worker", LEASE)).isEmpty();
        assertThat(jobs.events(id)).containsExactly("info Cancel requested", "info Job canceled");
    }

    @Test
    void canceling_a_running_job_takes_it_from_its_worker() {
        long id = jobs.queued(Lane.LIGHT);
        Claim claim = claim(Lane.LIGHT);

        assertThat(control.cancel(id)).isEqualTo(Cancellation.CANCELED);

        assertThat(transitions.currentTokens(new long[] {id})).isEmpty();
        assertThat(transitions.succeed(claim, "{}", HALF)).isFalse();
        assertThat(jobs.row(id).state()).isEqualTo(JobState.CANCELED);
        assertThat(jobs.row(id).result()).isNull();
    }

    @Test
    void canceling_a_final_job_notes_the_request_and_changes_nothing() {
        long id = jobs.queued(Lane.LIGHT);
        transitions.succeed(claim(Lane.LIGHT), "{}", HALF);

        assertThat(control.cancel(id)).isEqualTo(Cancellation.ALREADY_FINAL);

        assertThat(jobs.row(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.events(id)).last().isEqualTo("info Cancel requested");
    }

    @Test
    void canceling_an_unknown_job_says_so() {
        assertThat(control.cancel(404)).isEqualTo(Cancellation.UNKNOWN);
    }

    @Test
    void a_fence_keeps_the_job_until_the_transaction_ends() throws Exception {
        long id = jobs.queued(Lane.LIGHT);
        Claim claim = claim(Lane.LIGHT);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Cancellation> cancel = DATABASE.transactions().inNew(() -> {
                assertThat(transitions.fence(claim)).isTrue();
                return other.submit(() -> control.cancel(id));
            });
            assertThat(cancel.get()).isEqualTo(Cancellation.CANCELED);
            assertThatThrownBy(() -> DATABASE.transactions().runInNew(() -> {
                        if (!transitions.fence(claim)) {
                            throw new IllegalStateException("lost");
                        }
                    }))
                    .hasMessage("lost");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void many_workers_at_once_claim_each_job_exactly_once() throws Exception {
        for (int i = 0; i < 400; i++) {
            jobs.queued(Lane.LIGHT);
        }
        Set<Long> claimed = ConcurrentHashMap.newKeySet();
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int w = 0; w < 8; w++) {
                tasks.add(() -> {
                    int count = 0;
                    Optional<Claim> claim;
                    while ((claim = transitions.claim(Lane.LIGHT, "w", LEASE)).isPresent()) {
                        assertThat(claimed.add(claim.get().jobId())).isTrue();
                        assertThat(transitions.succeed(claim.get(), "{}", Progress.NONE))
                                .isTrue();
                        count++;
                    }
                    return count;
                });
            }
            int total = 0;
            for (Future<Integer> done : workers.invokeAll(tasks)) {
                total += done.get();
            }
            assertThat(total).isEqualTo(400);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void jobs_that_wait_longer_than_they_should_are_counted_by_lane() {
        long old = jobs.queued(Lane.COMPUTE);
        jobs.dueIn(old, -60);
        jobs.queued(Lane.COMPUTE);

        assertThat(rescue.overdue(Lane.COMPUTE, Duration.ofSeconds(30), 10)).isEqualTo(1);
        assertThat(rescue.overdue(Lane.IO, Duration.ofSeconds(30), 10)).isZero();
    }

    private Claim claim(Lane lane) {
        return transitions.claim(lane, "worker", LEASE).orElseThrow();
    }

    private static long number(String sql) {
        return DATABASE.database().first(sql, row -> row.getLong(1)).orElseThrow();
    }
}

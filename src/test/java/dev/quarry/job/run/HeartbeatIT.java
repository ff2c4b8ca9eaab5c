package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobStoppedException;
import dev.quarry.job.Lane;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.enqueue.JobHandlers;
import dev.quarry.job.store.ChainTransitions;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.ControlTransitions;
import dev.quarry.job.store.JobIds;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.store.ParentTransitions;
import dev.quarry.job.store.QueueRows;
import dev.quarry.job.store.RescueTransitions;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.sql.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeartbeatIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int LEASE_SECONDS = 2;

    private final JobTransitions transitions = new JobTransitions(DATABASE.database());
    private final ControlTransitions control = new ControlTransitions(DATABASE.database());
    private final RescueTransitions rescue = new RescueTransitions(DATABASE.database());
    private final QueueRows rows = new QueueRows(DATABASE.database());
    private final JobChanges changes = new JobChanges(null, Thread::new);
    private final WakeUps wakeUps = new WakeUps(null, Thread::new, changes);
    private final AttemptEndings endings = new AttemptEndings(
            transitions,
            new FailureRules(new Random(1)),
            new JobHandlers(List.of()),
            new Parents(new ParentTransitions(DATABASE.database(), new JobIds(DATABASE.database())), wakeUps),
            new Chains(new ChainTransitions(DATABASE.database()), wakeUps, changes),
            wakeUps,
            new StoppedAttempts(rescue, QueueObserver.NONE),
            QueueObserver.NONE);
    private Heartbeat heartbeat;

    @BeforeEach
    void start() {
        DATABASE.empty("job");
        heartbeat = new Heartbeat(transitions, endings, changes, LEASE_SECONDS, Thread::new);
        heartbeat.start();
    }

    @AfterEach
    void end() {
        heartbeat.end();
    }

    @Test
    void a_watched_attempt_keeps_its_lease_however_long_its_handler_is_silent() throws InterruptedException {
        Attempt attempt = watched(rows.queued(Lane.IO));

        for (int i = 0; i < 50; i++) {
            Thread.sleep(100);
            assertThat(rescue.rescueExpired()).isEmpty();
        }

        assertThat(attempt.isStopped()).isFalse();
    }

    @Test
    void it_beats_however_soon_its_thread_runs() throws InterruptedException {
        heartbeat.end();
        heartbeat = new Heartbeat(transitions, endings, changes, LEASE_SECONDS, work -> new Thread(work) {
            @Override
            public void start() {
                super.start();
                try {
                    join(1500);
                } catch (InterruptedException e) {
                    currentThread().interrupt();
                }
            }
        });
        heartbeat.start();

        assertThat(Vital.signs())
                .filteredOn(sign -> sign.name().equals("heartbeat"))
                .allMatch(Vital.Sign::alive)
                .isNotEmpty();
    }

    @Test
    void progress_reaches_the_row_without_the_handler_waiting_for_it() throws InterruptedException {
        long id = rows.queued(Lane.IO);
        Attempt attempt = watched(id);

        attempt.progress(3, 10, "Three of ten");

        await(() -> progress(id).equals("3/10 Three of ten"));
    }

    @Test
    void canceling_elsewhere_stops_the_attempt() throws InterruptedException {
        long id = rows.queued(Lane.IO);
        Attempt attempt = watched(id);

        control.cancel(id);

        await(attempt::isStopped);
        assertThatThrownBy(attempt::checkpoint).isInstanceOf(JobStoppedException.class);
        assertThatThrownBy(() -> attempt.info("too late")).isInstanceOf(JobStoppedException.class);
    }

    @Test
    void a_takeover_stops_the_attempt_but_not_the_one_that_took_over() throws InterruptedException {
        long id = rows.queued(Lane.IO);
        Attempt first = watched(id);
        heartbeat.forget(first);
        rows.expireLease(id);
        rescue.rescueExpired();
        Attempt second = watched(id);
        heartbeat.watch(first);

        await(first::isStopped);
        assertThat(second.isStopped()).isFalse();
    }

    @Test
    void a_fence_of_a_lost_attempt_stops_it() {
        long id = rows.queued(Lane.IO);
        Attempt attempt = new Attempt(claim(), transitions);
        control.cancel(id);

        assertThatThrownBy(() -> DATABASE.transactions().runInNew(attempt::fence))
                .isInstanceOf(JobStoppedException.class);
    }

    @Test
    void an_attempt_that_takes_too_long_is_stopped_and_the_job_is_tried_again() throws InterruptedException {
        long id = rows.queued(Lane.IO);
        rows.timeOutAfter(id, 1);
        Attempt attempt = watched(id);

        await(attempt::isStopped);

        assertThatThrownBy(attempt::checkpoint).isInstanceOf(JobStoppedException.class);
        assertThat(DATABASE.database()
                        .first(
                                "select j.state || ' ' || a.outcome || ' ' || a.error from job j"
                                        + " join job_ended_attempt a on a.job_id = j.id where j.id = ?",
                                row -> row.getString(1),
                                id))
                .hasValue("queued timed_out The attempt took longer than 1 s, the job's time-out");
    }

    @Test
    void an_attempt_that_is_claimed_while_the_tokens_are_read_is_not_taken_for_lost() {
        heartbeat.end();
        List<Attempt> meanwhile = new ArrayList<>();
        JobTransitions slow = new JobTransitions(DATABASE.database()) {
            @Override
            public Map<Long, Long> currentTokens(long[] jobIds) {
                Map<Long, Long> tokens = super.currentTokens(jobIds);
                meanwhile.add(watched(rows.queued(Lane.IO)));
                return tokens;
            }
        };
        heartbeat = new Heartbeat(slow, endings, changes, LEASE_SECONDS, Thread::new);
        Attempt first = watched(rows.queued(Lane.IO));

        heartbeat.beatOnce();

        assertThat(meanwhile).hasSize(1).noneMatch(Attempt::isStopped);
        assertThat(first.isStopped()).isFalse();
    }

    @Test
    void a_row_that_somebody_holds_keeps_no_other_lease_from_being_extended() throws Exception {
        long held = rows.queued(Lane.IO);
        Attempt first = watched(held);
        long free = rows.queued(Lane.IO);
        watched(free);
        try (Connection holding = DriverManager.getConnection(DATABASE.jdbcUrl())) {
            holding.setAutoCommit(false);
            holding.createStatement().execute("select from job where id = " + held + " for update");
            first.progress(1, 2, "first");
            Thread.sleep(1_500L * LEASE_SECONDS);

            assertThat(isLeased(free)).isTrue();
        }
    }

    private static boolean isLeased(long id) {
        return DATABASE.database()
                .first("select lease_until > now() from job where id = ?", row -> row.getBoolean(1), id)
                .orElseThrow();
    }

    private Attempt watched(long id) {
        Claim claim = claim();
        assertThat(claim.jobId()).isEqualTo(id);
        Attempt attempt = new Attempt(claim, transitions);
        heartbeat.watch(attempt);
        return attempt;
    }

    private Claim claim() {
        return transitions
                .claim(Lane.IO, "worker", Duration.ofSeconds(LEASE_SECONDS))
                .orElseThrow();
    }

    private static String progress(long id) {
        return DATABASE.database()
                .first(
                        "select progress_current || '/' || progress_total || ' ' || coalesce(progress_message, '') "
                                + "from job where id = ?",
                        row -> row.getString(1),
                        id)
                .orElseThrow();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(20);
        }
    }
}

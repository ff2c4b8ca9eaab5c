package dev.quarry.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Families of jobs under acts in random order, one after the other and from many threads at once, with workers that die
 * at any point: whatever happens, every job ends, no child is lost or doubled, and no parent waits for ever.
 */
class JobFamiliesIT {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final JobType TYPE = new JobType("noop", Lane.IO);
    private static final int MAX_JOBS = 60;
    private static TestDatabase opened;

    private Database database;
    private Jobs jobs;
    private JobTransitions attempts;
    private ParentTransitions parents;
    private ControlTransitions control;
    private RescueTransitions rescue;
    private final Map<Long, Integer> fannedOut = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> replays = new ConcurrentHashMap<>();
    private final AtomicInteger deadlocks = new AtomicInteger();

    @BeforeContainer
    static void open() {
        opened = new TestDatabase().open();
    }

    @AfterContainer
    static void close() {
        opened.close();
    }

    @Property(tries = 120, shrinking = ShrinkingMode.OFF)
    void whatever_the_order_every_family_ends_whole(@ForAll long seed) {
        begin();
        Random random = new Random(seed);
        roots(2);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            act(random, claims);
            rowsAgree();
        }
        finish();
        everythingEndedLegally();
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void whoever_acts_at_the_same_time_every_family_ends_whole(@ForAll long seed) throws Exception {
        begin();
        roots(4);
        ExecutorService nodes = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int node = 0; node < 6; node++) {
                Random random = new Random(seed * 31 + node);
                work.add(() -> {
                    List<Claim> claims = new ArrayList<>();
                    for (int i = 0; i < 80; i++) {
                        try {
                            act(random, claims);
                        } catch (DatabaseException e) {
                            if (!"40P01".equals(e.sqlState())) {
                                throw e;
                            }
                            deadlocks.incrementAndGet();
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> done : nodes.invokeAll(work)) {
                done.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        rowsAgree();
        assertThat(deadlocks).as("deadlocks").hasValue(0);
        finish();
        everythingEndedLegally();
    }

    private void begin() {
        opened.empty("job");
        database = opened.database();
        jobs = new Jobs(database);
        JobIds ids = new JobIds(database);
        attempts = new JobTransitions(database);
        parents = new ParentTransitions(database, ids);
        control = new ControlTransitions(database);
        rescue = new RescueTransitions(database);
        fannedOut.clear();
        replays.clear();
        deadlocks.set(0);
    }

    private void roots(int count) {
        for (int i = 0; i < count; i++) {
            jobs.queued(Lane.IO, 0, 2);
        }
    }

    /** One act of a node or a user. A claim that is not used any more is a worker that died. */
    private void act(Random random, List<Claim> claims) {
        Claim claim = claims.isEmpty() ? null : claims.get(random.nextInt(claims.size()));
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> attempts.claim(Lane.IO, "w", LEASE).ifPresent(claims::add);
            case 4, 5 -> fanOut(random, claim);
            case 6, 7 -> {
                if (claim != null && attempts.succeed(claim, "{}", Progress.NONE)) {
                    settle(random, claim);
                }
            }
            case 8 -> {
                if (claim != null && attempts.fail(claim, "no", Progress.NONE)) {
                    settle(random, claim);
                }
            }
            case 9 -> {
                if (claim != null) {
                    attempts.fail(claim, new Failure("later", AttemptOutcome.FAILED, Duration.ZERO), Progress.NONE);
                }
            }
            case 10 -> {
                if (claim != null) {
                    attempts.handBack(claim, Progress.NONE);
                }
            }
            case 11 -> anyJob(random).ifPresent(this::expireLease);
            case 12 -> {
                if (random.nextInt(3) == 0) {
                    anyJob(random).ifPresent(id -> control.cancel(id));
                }
            }
            case 13 ->
                anyJob(random).ifPresent(id -> {
                    if (control.retry(id)
                            .filter(ControlTransitions.Replay::retried)
                            .isPresent()) {
                        replays.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
                    }
                });
            default -> pass();
        }
    }

    private void fanOut(Random random, Claim claim) {
        if (claim == null || claim.fanIn() || count() > MAX_JOBS) {
            return;
        }
        FailurePolicy policy = FailurePolicy.values()[random.nextInt(FailurePolicy.values().length)];
        int children = random.nextInt(5);
        if (parents.fanOut(claim, Collections.nCopies(children, new NewJob(TYPE, "{}", JobOptions.NONE, 2)), policy)) {
            assertThat(fannedOut.put(claim.jobId(), children)).isNull();
        }
    }

    /** In half of all cases the worker dies right before. */
    private void settle(Random random, Claim claim) {
        if (claim.parentId() != null && random.nextBoolean()) {
            parents.settle(claim.parentId());
        }
    }

    private void pass() {
        rescue.rescueExpired();
        parents.settleAll();
        parents.cancelOrphans();
    }

    private void expireLease(long jobId) {
        database.update(
                "update job set lease_until = now() - interval '1 second' where id = ? and lease_until is not null",
                jobId);
    }

    private Optional<Long> anyJob(Random random) {
        return database.first(
                "select id from job order by md5(id::text || ?) limit 1",
                row -> row.getLong(1),
                Integer.toString(random.nextInt()));
    }

    private long count() {
        return number("select count(*) from job");
    }

    private long number(String sql) {
        return database.first(sql, row -> row.getLong(1)).orElseThrow();
    }

    /** What must hold at every moment, whoever acts. */
    private void rowsAgree() {
        assertThat(number("""
                select count(*) from job where (state = 'running' and not waiting) <> (lease_until is not null)
                    or waiting and state <> 'running'
                """)).as("rows that contradict themselves").isZero();
        assertThat(
                        number(
                                "select count(*) from (select from job_ended_attempt group by fencing_token having count(*) > 1) t"))
                .as("attempts that ended twice")
                .isZero();
        Map<Long, Integer> children = new TreeMap<>();
        database.query(
                "select parent_id, count(*), max(position) from job where parent_id is not null group by parent_id",
                row -> {
                    assertThat(row.getInt(3)).isEqualTo(row.getInt(2) - 1);
                    return children.put(row.getLong(1), row.getInt(2));
                });
        Map<Long, Integer> expected = new TreeMap<>(fannedOut);
        expected.values().removeIf(n -> n == 0);
        assertThat(children).as("children of each parent").isEqualTo(expected);
    }

    /** All workers are dead; one that does nothing but run jobs comes, and passes go on. */
    private void finish() {
        database.query("select id from job where lease_until is not null", row -> row.getLong(1))
                .forEach(this::expireLease);
        for (int round = 0; number("select count(*) from job where state in ('queued', 'running')") > 0; round++) {
            assertThat(round).as("rounds until everything has ended").isLessThan(200);
            pass();
            Optional<Claim> claim;
            while ((claim = attempts.claim(Lane.IO, "last", LEASE)).isPresent()) {
                assertThat(attempts.succeed(claim.get(), "{}", Progress.NONE)).isTrue();
            }
        }
        pass();
    }

    private void everythingEndedLegally() {
        rowsAgree();
        assertThat(number("select count(*) from job where state not in ('succeeded', 'failed', 'canceled')"))
                .isZero();
        assertThat(number("""
                select count(*) from job p where p.state = 'succeeded' and p.failure_policy = 'fail_fast'
                    and exists (select from job c where c.parent_id = p.id and c.state <> 'succeeded')
                """))
                .as("fail-fast parents that succeeded without all their children")
                .isZero();
        assertThat(number("""
                select count(*) from job j where state = 'succeeded' and 1 <> (
                    select count(*) from job_history e where e.job_id = j.id and e.message = 'Completed successfully')
                """))
                .as("jobs that completed more than once, or without a trace")
                .isZero();
        assertThat(number("""
                select count(*) from job_ended_attempt a where outcome = 'fanned_out' and exists (
                    select from job_ended_attempt b where b.job_id = a.job_id and b.outcome = 'fanned_out'
                        and b.fencing_token <> a.fencing_token)
                """)).as("jobs that fanned out twice").isZero();
        assertThat(number("""
                select (select count(*) from job_history where message like 'Claimed job%')
                    - (select count(*) from job_ended_attempt)
                """)).as("claims without a recorded end").isZero();
    }
}

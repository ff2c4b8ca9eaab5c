package dev.quarry.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.JobAttempt;
import dev.quarry.job.JobEvent;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobState;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.ControlTransitions;
import dev.quarry.job.store.EnqueueTransitions;
import dev.quarry.job.store.JobIds;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.store.JobTransitions.Extension;
import dev.quarry.job.store.NewJob;
import dev.quarry.job.store.RescueTransitions;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.platform.migration.SchemaMigration;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the version before, brought to this one, with a node of each on it. */
class RollingUpgradeIT {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Progress HALF = new Progress(5, 10, "half");
    private static final JobType TYPE = new JobType("noop", Lane.LIGHT);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir
    private Path older;

    private TestDatabase server;
    private Database database;
    private Flyway before;
    private PreviousVersion old;
    private JobTransitions transitions;
    private EnqueueTransitions enqueuing;
    private JobArchive archive;

    @BeforeEach
    void aDatabaseOfTheVersionBefore() throws IOException {
        server = new TestDatabase().openEmpty();
        database = server.database();
        before = PreviousVersion.flyway(server.dataSource(), older);
        before.migrate();
        old = new PreviousVersion(database);
        transitions = new JobTransitions(database);
        enqueuing = new EnqueueTransitions(database, new JobIds(database));
        archive = new JobArchive(database);
    }

    @AfterEach
    void drop() {
        server.close();
    }

    @Test
    void nothing_is_lost_on_the_way_to_this_version() {
        old.fill();
        jobsInEachState();
        Map<String, List<String>> tables = tables();
        Map<String, String> then = contents(tables);
        assertThat(then).as("tables without a row").doesNotContainValue("0 null");
        assertThat(then).hasSizeGreaterThan(25);

        assertThat(new SchemaMigration(server.dataSource(), Optional.empty()).migrate())
                .isPositive();

        assertThat(contents(tables)).isEqualTo(then);
        assertThat(new SchemaMigration(server.dataSource(), Optional.empty()).isCurrent())
                .isTrue();
    }

    @Test
    void an_older_node_that_starts_again_finds_nothing_to_do_and_nothing_wrong() {
        migrate();

        assertThat(before.info().pending()).isEmpty();
        assertThat(before.migrate().migrationsExecuted).isZero();
        before.validate();
    }

    @Test
    void an_attempt_that_began_before_the_migration_is_finished_after_it() {
        old.enqueue();
        PreviousVersion.Held held = old.claim().orElseThrow();

        migrate();

        assertThat(transitions.claim(Lane.LIGHT, "new", LEASE)).isEmpty();
        assertThat(old.heartbeat(held)).isTrue();
        assertThat(old.event(held, "still here")).isTrue();
        assertThat(old.succeed(held)).isTrue();
        assertThat(state(held.id())).isEqualTo("succeeded");
        assertThat(archive.find(held.id()).orElseThrow().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.workerId()).isEqualTo("old"));
    }

    @Test
    void each_node_runs_what_the_other_one_stored() {
        migrate();

        List<Long> byOld = new ArrayList<>(old.enqueueAll(2));
        byOld.add(old.enqueue());
        for (long id : byOld) {
            Claim claim = transitions.claim(Lane.LIGHT, "new", LEASE).orElseThrow();
            assertThat(claim.jobId()).isEqualTo(id);
            assertThat(claim.traceParent()).isNull();
            assertThat(transitions.extendLease(claim, LEASE, HALF, 1.0)).isEqualTo(Extension.EXTENDED);
            assertThat(transitions.succeed(claim, "{}", HALF)).isTrue();
        }
        for (long id : byNew(3)) {
            PreviousVersion.Held held = old.claim().orElseThrow();
            assertThat(held.id()).isEqualTo(id);
            assertThat(old.heartbeat(held)).isTrue();
            assertThat(old.succeed(held)).isTrue();
            assertThat(archive.find(id).orElseThrow().traceId()).isEqualTo(TRACE.substring(3, 35));
        }
        assertThat(count("succeeded")).isEqualTo(6);
    }

    @Test
    void failures_rescues_hand_backs_and_cancels_of_either_are_understood_by_the_other() {
        migrate();
        long id = byNew(1)[0];

        assertThat(old.fail(old.claim().orElseThrow(), 0.0)).isEqualTo("queued");
        Claim second = transitions.claim(Lane.LIGHT, "new", LEASE).orElseThrow();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(transitions.handBack(second, HALF)).isTrue();
        PreviousVersion.Held again = old.claim().orElseThrow();
        assertThat(old.handBack(again)).isTrue();
        Claim frozen = transitions.claim(Lane.LIGHT, "new", LEASE).orElseThrow();
        expire(id);
        assertThat(old.rescue()).isEqualTo(1);
        assertThat(transitions.succeed(frozen, "{}", HALF)).as("a lost lease").isFalse();
        PreviousVersion.Held last = old.claim().orElseThrow();
        expire(id);
        assertThat(new RescueTransitions(database).rescueExpired()).hasSize(1);
        assertThat(old.succeed(last)).as("a lost lease").isFalse();
        assertThat(state(id)).isEqualTo("failed");

        long canceled = old.enqueue();
        PreviousVersion.Held running = old.claim().orElseThrow();
        new ControlTransitions(database).cancel(canceled);
        assertThat(old.heartbeat(running)).isFalse();
        long other = byNew(1)[0];
        Claim mine = transitions.claim(Lane.LIGHT, "new", LEASE).orElseThrow();
        assertThat(old.cancel(other)).isEqualTo(1);
        assertThat(transitions.extendLease(mine, LEASE, HALF, null)).isEqualTo(Extension.LOST);
        assertThat(new ControlTransitions(database).retry(other).orElseThrow().before())
                .isEqualTo(JobState.CANCELED);
    }

    @Test
    void the_history_is_whole_whichever_node_stored_claimed_and_ended_the_job() {
        migrate();
        long id = byNew(1)[0];

        transitions.claim(Lane.LIGHT, "new", LEASE).orElseThrow();
        expire(id);
        old.rescue();
        old.handBack(old.claim().orElseThrow());
        Claim third = transitions.claim(Lane.LIGHT, "new", LEASE).orElseThrow();
        old.fail(new PreviousVersion.Held(id, third.fencingToken()), 0.0);
        transitions.claim(Lane.LIGHT, "new", LEASE).orElseThrow();
        assertThat(old.cancel(id)).isEqualTo(1);

        assertThat(archive.find(id).orElseThrow().attempts().stream().map(JobAttempt::workerId))
                .containsExactly("new", "old", "new", "new");
        assertThat(lines(id))
                .containsExactly(
                        "Job enqueued",
                        "Claimed job type=noop worker_id=new attempt=1",
                        "Starting execution",
                        "Lease of new expired; queued again",
                        "Claimed job type=noop worker_id=old attempt=2",
                        "Starting execution",
                        "Handed back by old, which takes no more work; queued again",
                        "Claimed job type=noop worker_id=new attempt=2",
                        "Starting execution",
                        "Attempt 2 of 3 failed: No data; the next starts in 0.0 s",
                        "Claimed job type=noop worker_id=new attempt=3",
                        "Starting execution",
                        "Cancel requested",
                        "Job canceled");

        long claimedByNew = old.enqueue();
        Claim claim = transitions.claim(Lane.LIGHT, "new", LEASE).orElseThrow();
        assertThat(old.succeed(new PreviousVersion.Held(claimedByNew, claim.fencingToken())))
                .isTrue();
        long claimedByOld = byNew(1)[0];
        PreviousVersion.Held held = old.claim().orElseThrow();
        assertThat(old.succeed(held)).isTrue();
        for (long job : List.of(claimedByNew, claimedByOld)) {
            assertThat(lines(job)).hasSize(4).startsWith("Job enqueued").endsWith("Completed successfully");
            assertThat(archive.find(job).orElseThrow().attempts()).hasSize(1);
        }
    }

    private List<String> lines(long id) {
        return archive.events(id, 100).stream().map(JobEvent::message).toList();
    }

    @Test
    void an_older_node_works_through_the_migration_and_no_job_runs_twice()
            throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch working = new CountDownLatch(20);
        CompletableFuture<Integer> before = CompletableFuture.supplyAsync(() -> {
            int finished = 0;
            while (!over.get()) {
                old.enqueueAll(3);
                List<PreviousVersion.Held> held = old.claimMany();
                for (PreviousVersion.Held one : held) {
                    old.heartbeat(one);
                    finished += old.succeed(one) ? 1 : 0;
                }
                working.countDown();
            }
            return finished;
        });
        working.await();

        migrate();
        int finished = 0;
        for (int round = 0; round < 60; round++) {
            byNew(2);
            for (Claim claim : transitions.claim(Lane.LIGHT, "new", LEASE, 4, 4)) {
                finished += transitions.succeed(claim, "{}", HALF) ? 1 : 0;
            }
        }
        over.set(true);
        finished += before.get();
        for (Optional<PreviousVersion.Held> held = old.claim(); held.isPresent(); held = old.claim()) {
            finished += old.succeed(held.get()) ? 1 : 0;
        }

        assertThat(count("succeeded")).isEqualTo(finished);
        assertThat(number("select count(*) from job where state <> 'succeeded'"))
                .isZero();
        assertThat(number("select count(*) from job_ended_attempt where outcome = 'succeeded'"))
                .isEqualTo(finished);
        assertThat(number("select count(*) from job_ended_attempt where worker_id = 'old'"))
                .isPositive();
        assertThat(number("select count(*) from job_ended_attempt where worker_id = 'new'"))
                .isPositive();
    }

    private void migrate() {
        new SchemaMigration(server.dataSource(), Optional.empty()).migrate();
    }

    /** Queued, scheduled, running, handed back, succeeded, failed and canceled, and a parent that waits. */
    private void jobsInEachState() {
        old.enqueueAll(8);
        old.succeed(old.claim().orElseThrow());
        old.fail(old.claim().orElseThrow(), null);
        old.fail(old.claim().orElseThrow(), 3600.0);
        old.cancel(old.claim().orElseThrow().id());
        old.cancel(old.enqueue());
        PreviousVersion.Held parent = old.claim().orElseThrow();
        database.update(
                "update job set waiting = true, failure_policy = 'continue', lease_until = null where id = ?",
                parent.id());
        database.update("""
                insert into job (id, job_type, lane, payload, max_attempts, parent_id, position)
                values (nextval('job_id_seq'), 'noop', 'light', '{}', 3, ?, 0)
                """, parent.id());
        old.heartbeat(old.claim().orElseThrow());
        assertThat(number("select count(distinct state) from job")).isEqualTo(5);
    }

    private long[] byNew(int count) {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(new NewJob(TYPE, "{}", JobOptions.NONE, 3, TRACE));
        }
        return enqueuing.enqueueAll(jobs);
    }

    private void expire(long id) {
        database.update("update job set lease_until = now() - interval '1 second' where id = ?", id);
    }

    private String state(long id) {
        return database.first("select state from job where id = ?", row -> row.getString(1), id)
                .orElseThrow();
    }

    private long count(String state) {
        return number("select count(*) from job where state = '" + state + "'");
    }

    private long number(String sql) {
        return database.first(sql, row -> row.getLong(1)).orElseThrow();
    }

    /** The columns of each table. */
    private Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        database.query("""
                        select table_name, column_name from information_schema.columns
                        where table_schema = 'public' and table_name <> 'flyway_schema_history'
                        order by table_name, ordinal_position
                        """, row -> tables.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                .add(row.getString(2)));
        return tables;
    }

    /** How many rows each table has, and the digest of those columns of all of them. */
    private Map<String, String> contents(Map<String, List<String>> tables) {
        Map<String, String> contents = new LinkedHashMap<>();
        tables.forEach((table, columns) -> contents.put(
                table,
                database.first(
                                "select count(*) || ' ' || coalesce(md5(string_agg(whole, '|' order by whole)), 'null')"
                                        + " from (select row(" + String.join(", ", columns) + ")::text as whole from "
                                        + table + ") t",
                                row -> row.getString(1))
                        .orElseThrow()));
        return contents;
    }
}

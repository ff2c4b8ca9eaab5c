package dev.quarry.job.store;

import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What an attempt may do to its job, and how it loses the job. Together with the other classes named Transitions in
 * this package, the only writer of job states. Each transition is one statement: the guarded change of the row and its
 * event commit together or not at all (promise 10), and every clock in it is the database's (promise 6).
 */
@ApplicationScoped
public class JobTransitions {

    /** Promise 4: only the holder of the current token may write. Does not wait for a lock on the row. */
    private static final String EXTEND_LEASE = """
            with mine as materialized (
                select id, fencing_token from job where id = ? and state = 'running' and fencing_token = ?
            ), free as materialized (
                select j.id from job j
                join mine m on m.id = j.id
                where j.state = 'running' and j.fencing_token = m.fencing_token
                for no key update of j skip locked
            ), extended as (
                update job j
                set lease_until = now() + make_interval(secs => ?), heartbeat_at = now(),
                    progress_current = ?, progress_total = ?, progress_message = ?, progress_rate = ?
                from free f
                where j.id = f.id
                returning j.id
            )
            select (select count(*) from mine), (select count(*) from extended)
            """;

    /** Promise 4, for what a handler writes elsewhere: holds the row until the caller's transaction ends. */
    private static final String FENCE =
            "select id from job where id = ? and state = 'running' and fencing_token = ? for update";

    /** Promise 4, for events. */
    private static final String EVENT = """
            insert into job_event (job_id, level, message, link)
            select id, ?, ?, ? from job where id = ? and state = 'running' and fencing_token = ? for update
            """;

    /** Promise 9: ends the attempt without counting it. */
    private static final String HAND_BACK =
            String.format(Locale.ROOT, """
            with given as (
                update job
                set state = 'queued', attempt = attempt - 1, heartbeat_at = now(), lease_until = null,
                    progress_current = ?, progress_total = ?, progress_message = ?,
                    claimed_event = null, started_event = null
                where id = ? and state = 'running' and fencing_token = ?
                returning id, fencing_token, attempt + 1 as attempt, worker_id, started_at, failure_policy
            ), ended as (
                %s
            )
            insert into job_event (job_id, level, message)
            select id, 'info', 'Handed back by ' || worker_id || ', which takes no more work; queued again' from given
            """, Attempts.ended("given", "'handed_back'", "null"));

    private final Database database;

    private final NextClaims claims;

    @Inject
    public JobTransitions(Database database) {
        this(database, System::nanoTime);
    }

    /** @param nanoTime the clock for how long the place of the next due job is remembered */
    public JobTransitions(Database database, LongSupplier nanoTime) {
        this.database = database;
        this.claims = new NextClaims(database, new ClaimFloors(nanoTime));
    }

    /** Takes the lane's next job that is due and may run, if there is one. */
    public Optional<Claim> claim(Lane lane, String workerId, Duration lease) {
        return claims.next(lane, workerId, lease);
    }

    /**
     * Takes the lane's next jobs that are due and may run, best first.
     *
     * @param slots how many slots wait for a job; where something is limited, at most as many jobs are claimed
     * @param most the most jobs where nothing is limited, at least {@code slots}
     */
    public List<Claim> claim(Lane lane, String workerId, Duration lease, int slots, int most) {
        return claims.next(lane, workerId, lease, slots, most);
    }

    /** Makes the next claim search the whole lane, since jobs may have been queued at any place of it. */
    public void lookEverywhere(Lane lane) {
        claims.lookEverywhere(lane);
    }

    /**
     * Extends the lease and writes the newest progress, but does not wait for a transaction that holds the job's row,
     * such as a fenced one of the attempt itself. While it is held nobody else can take the job either.
     *
     * @param rate units per second; null while unknown
     */
    public Extension extendLease(Claim claim, Duration lease, Progress progress, Double rate) {
        return database.first(
                        EXTEND_LEASE,
                        row -> row.getInt(2) == 1
                                ? Extension.EXTENDED
                                : row.getInt(1) == 1 ? Extension.HELD : Extension.LOST,
                        claim.jobId(),
                        claim.fencingToken(),
                        seconds(lease),
                        progress.current(),
                        progress.total(),
                        progress.message(),
                        rate)
                .orElseThrow();
    }

    /** The result of extending a lease. */
    public enum Extension {
        EXTENDED,
        /** The row is locked at present; to be tried again. */
        HELD,
        /** The attempt no longer owns the job. */
        LOST
    }

    /** Locks the job's row for the caller's transaction; false when the attempt no longer owns the job. */
    public boolean fence(Claim claim) {
        return database.first(FENCE, row -> row.getLong(1), claim.jobId(), claim.fencingToken())
                .isPresent();
    }

    /**
     * Appends to the history; false when the attempt no longer owns the job.
     *
     * @param link where the work can be watched; null for nowhere
     */
    public boolean event(Claim claim, String level, String message, String link) {
        return database.update(EVENT, level, message, link, claim.jobId(), claim.fencingToken()) == 1;
    }

    /** Ends the job with its result; false when the attempt no longer owns the job. */
    public boolean succeed(Claim claim, String result, Progress progress) {
        return succeed(List.of(new Success(claim, result, progress))).get(0);
    }

    /** Ends jobs with their results, all in one transaction; false for each whose attempt no longer owns it. */
    public List<Boolean> succeed(List<Success> all) {
        Set<Long> owned = new HashSet<>(
                database.query(SuccessTransition.SQL, row -> row.getLong(1), SuccessTransition.arguments(all)));
        return all.stream().map(s -> owned.contains(s.claim().fencingToken())).toList();
    }

    /** Ends the job with an error, without another attempt; false when the attempt no longer owns the job. */
    public boolean fail(Claim claim, String error, Progress progress) {
        return fail(claim, Failure.lasting(error), progress).isPresent();
    }

    /**
     * Ends the attempt with an error.
     *
     * @return queued when the job will be tried again, failed when not; empty when the attempt no longer owned the job
     */
    public Optional<JobState> fail(Claim claim, Failure failure, Progress progress) {
        return database.first(
                FailTransition.SQL,
                row -> JobState.of(row.getString(1)).orElseThrow(),
                failure.error(),
                failure.outcome().code(),
                failure.pause() == null ? null : seconds(failure.pause()),
                claim.jobId(),
                claim.fencingToken(),
                progress.current(),
                progress.total(),
                progress.message());
    }

    /** Ends the attempt without counting it; false when it no longer owns the job. */
    public boolean handBack(Claim claim, Progress progress) {
        return database.update(
                        HAND_BACK,
                        progress.current(),
                        progress.total(),
                        progress.message(),
                        claim.jobId(),
                        claim.fencingToken())
                == 1;
    }

    /** The tokens of those of the jobs that are running; the others no longer run. */
    public Map<Long, Long> currentTokens(long[] jobIds) {
        Map<Long, Long> tokens = new HashMap<>();
        database.query(
                "select id, fencing_token from job where id = any(?) and state = 'running' and not waiting",
                row -> tokens.put(row.getLong(1), row.getLong(2)),
                (Object) jobIds);
        return tokens;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

package dev.quarry.job.store;

import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an attempt may do to its job, and what takes the job from it. With the other classes named Transitions in this
 * package the only writer of job states. Each transition is one statement: the guarded change of the row and its event commit
 * together or not at all (promise 10), and every clock in it is the database's (promise 6).
 */
@ApplicationScoped
public class JobTransitions {

    /** Promise 3. Highest priority first, then oldest; a row that another node is claiming is passed over. */
    private static final String CLAIM = """
            with claimed as (
                update job
                set state = 'running', attempt = attempt + 1, fencing_token = nextval('fencing_token_seq'),
                    lease_until = now() + make_interval(secs => ?), worker_id = ?,
                    started_at = now(), heartbeat_at = now(),
                    progress_current = case when failure_policy is null then 0 else progress_current end,
                    progress_total = case when failure_policy is null then 0 else progress_total end,
                    progress_message = null
                where id = (
                    select id from job
                    where state = 'queued' and lane = ? and run_at <= now()
                    order by priority desc, created_at, id
                    limit 1
                    for update skip locked)
                returning id, job_type, lane, payload, attempt, fencing_token, worker_id, parent_id,
                    failure_policy is not null as fan_in, progress_current, progress_total
            ), event as (
                insert into job_event (job_id, level, message)
                select id, 'info', 'Claimed job type=' || job_type || ' worker_id=' || worker_id || ' attempt=' || attempt
                from claimed
            )
            select * from claimed
            """;

    /** Promise 4: only the holder of the current token may write. Zero rows means the lease is lost. */
    private static final String EXTEND_LEASE = """
            update job
            set lease_until = now() + make_interval(secs => ?), heartbeat_at = now(),
                progress_current = ?, progress_total = ?, progress_message = ?
            where id = ? and state = 'running' and fencing_token = ?
            """;

    /** Promise 4, for what a handler writes elsewhere: holds the row until the caller's transaction ends. */
    private static final String FENCE =
            "select id from job where id = ? and state = 'running' and fencing_token = ? for update";

    /** Promise 4, for events. */
    private static final String EVENT = """
            insert into job_event (job_id, level, message)
            select id, ?, ? from job where id = ? and state = 'running' and fencing_token = ? for update
            """;

    /** Promise 7. */
    private static final String SUCCEED = """
            with done as (
                update job
                set state = 'succeeded', result = ?, error = null, finished_at = now(), heartbeat_at = now(),
                    lease_until = null, progress_current = ?, progress_total = ?, progress_message = ?
                where id = ? and state = 'running' and fencing_token = ?
                returning id
            )
            insert into job_event (job_id, level, message) select id, 'info', 'Completed successfully' from done
            """;

    private static final String FAIL = """
            with failed as (
                update job
                set state = 'failed', error = ?, finished_at = now(), heartbeat_at = now(), lease_until = null,
                    progress_current = ?, progress_total = ?, progress_message = ?
                where id = ? and state = 'running' and fencing_token = ?
                returning id, error
            )
            insert into job_event (job_id, level, message) select id, 'error', error from failed
            """;

    /**
     * Promise 8: from this commit on, no write of a running attempt gets through. Children end with their parent. Rows
     * are locked in the order of their ids, a parent before its children, as everywhere.
     */
    private static final String CANCEL = """
            with recursive family as (
                select id from job where id = ?
                union all
                select c.id from job c join family f on c.parent_id = f.id
            ), target as materialized (
                select j.id, j.state, j.id = ? as asked from job j join family f on f.id = j.id
                order by j.id
                for update of j
            ), canceled as (
                update job j
                set state = 'canceled', waiting = false, finished_at = now(), heartbeat_at = now(), lease_until = null
                from target t
                where j.id = t.id and t.state in ('queued', 'running')
                returning j.id, t.asked
            ), event as (
                insert into job_event (job_id, level, message)
                select id, 'info', message from (
                    select 1 as line, id, 'Cancel requested' as message from target where asked
                    union all
                    select 2, id, case when asked then 'Job canceled' else 'Job canceled with its parent' end
                    from canceled) history
                order by line, id
            )
            select (select count(*) from target where asked), (select count(*) from canceled where asked)
            """;

    /** Promise 6. Rows that a live attempt is writing at this moment are locked by it, and left alone. */
    private static final String RESCUE = """
            with expired as (
                select id, attempt < max_attempts as again, worker_id from job
                where state = 'running' and lease_until < now()
                order by lease_until
                limit 100
                for update skip locked
            ), rescued as (
                update job j
                set state = case when e.again then 'queued' else 'failed' end,
                    lease_until = null, fencing_token = null,
                    finished_at = case when e.again then null else now() end,
                    error = case when e.again then j.error
                        else 'The worker was lost in each of ' || j.attempt || ' attempts; the last was ' || e.worker_id
                        end
                from expired e
                where j.id = e.id
                returning j.id, j.lane, j.state, j.error, e.worker_id
            ), event as (
                insert into job_event (job_id, level, message)
                select id, case state when 'queued' then 'warn' else 'error' end,
                    case state when 'queued' then 'Lease of ' || worker_id || ' expired; queued again' else error end
                from rescued
            )
            select id, lane, state from rescued
            """;

    private final Database database;

    @Inject
    public JobTransitions(Database database) {
        this.database = database;
    }

    /** Takes the lane's next due job for that worker, if there is one. */
    public Optional<Claim> claim(Lane lane, String workerId, Duration lease) {
        return database.first(CLAIM, JobTransitions::claim, seconds(lease), workerId, lane.code());
    }

    /** Extends the lease and writes the newest progress; false when the attempt no longer owns the job. */
    public boolean extendLease(Claim claim, Duration lease, Progress progress) {
        return database.update(
                        EXTEND_LEASE,
                        seconds(lease),
                        progress.current(),
                        progress.total(),
                        progress.message(),
                        claim.jobId(),
                        claim.fencingToken())
                == 1;
    }

    /** Locks the job's row for the caller's transaction; false when the attempt no longer owns the job. */
    public boolean fence(Claim claim) {
        return database.first(FENCE, row -> row.getLong(1), claim.jobId(), claim.fencingToken())
                .isPresent();
    }

    /** Appends to the history; false when the attempt no longer owns the job. */
    public boolean event(Claim claim, String level, String message) {
        return database.update(EVENT, level, message, claim.jobId(), claim.fencingToken()) == 1;
    }

    /** Ends the attempt with a result; false when the attempt no longer owns the job. */
    public boolean succeed(Claim claim, String result, Progress progress) {
        return database.update(
                        SUCCEED,
                        result,
                        progress.current(),
                        progress.total(),
                        progress.message(),
                        claim.jobId(),
                        claim.fencingToken())
                == 1;
    }

    /** Ends the job with an error; false when the attempt no longer owns the job. */
    public boolean fail(Claim claim, String error, Progress progress) {
        return database.update(
                        FAIL,
                        error,
                        progress.current(),
                        progress.total(),
                        progress.message(),
                        claim.jobId(),
                        claim.fencingToken())
                == 1;
    }

    /** Cancels a job that is not final yet, and its children, and notes the request in any case. */
    public Cancellation cancel(long jobId) {
        return database.first(CANCEL, JobTransitions::cancellation, jobId, jobId)
                .orElseThrow();
    }

    /** Ends every lease that has run out (100 at most a call). */
    public List<Rescued> rescueExpired() {
        return database.query(
                RESCUE,
                row -> new Rescued(
                        row.getLong(1),
                        lane(row.getString(2)),
                        JobState.of(row.getString(3)).orElseThrow()));
    }

    /** The tokens of those jobs that are running now; what is missing is running no more. */
    public Map<Long, Long> currentTokens(long[] jobIds) {
        Map<Long, Long> tokens = new HashMap<>();
        database.query(
                "select id, fencing_token from job where id = any(?) and state = 'running' and not waiting",
                row -> tokens.put(row.getLong(1), row.getLong(2)),
                (Object) jobIds);
        return tokens;
    }

    /** How many jobs of each lane were due that long ago and are still queued. */
    public Map<Lane, Integer> overdue(Duration since) {
        Map<Lane, Integer> counts = new HashMap<>();
        database.query("""
                select lane, count(*) from (
                    select lane from job
                    where state = 'queued' and run_at < now() - make_interval(secs => ?) limit 1000) due
                group by lane
                """, row -> counts.put(lane(row.getString(1)), row.getInt(2)), seconds(since));
        return counts;
    }

    /** What a cancel request met. */
    public enum Cancellation {
        /** There is no such job. */
        UNKNOWN,
        /** It was final already and stays as it is. */
        ALREADY_FINAL,
        /** It is canceled now. */
        CANCELED
    }

    private static Cancellation cancellation(ResultSet row) throws SQLException {
        if (row.getInt(1) == 0) {
            return Cancellation.UNKNOWN;
        }
        return row.getInt(2) == 0 ? Cancellation.ALREADY_FINAL : Cancellation.CANCELED;
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                row.getLong("id"),
                row.getString("job_type"),
                lane(row.getString("lane")),
                row.getString("payload"),
                row.getInt("attempt"),
                row.getLong("fencing_token"),
                row.getObject("parent_id", Long.class),
                row.getBoolean("fan_in"),
                new Progress(row.getLong("progress_current"), row.getLong("progress_total"), null));
    }

    private static Lane lane(String code) {
        return Lane.of(code);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

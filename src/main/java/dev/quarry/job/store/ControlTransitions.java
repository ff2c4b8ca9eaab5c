package dev.quarry.job.store;

import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What users do to a job: cancel it, and replay it. A job and its children are always changed together, in one
 * statement.
 */
@ApplicationScoped
public class ControlTransitions {

    /**
     * Promise 8: from this commit on, no write of a running attempt takes effect. Children end with their parent. Rows
     * are locked in the order of their ids, a parent before its children, as everywhere.
     */
    private static final String CANCEL = String.format(
            Locale.ROOT, """
            with recursive family as (
                select id from job where id = any(?)
                union all
                select c.id from job c join family f on c.parent_id = f.id
            ), target as materialized (
                select j.id, j.state, j.waiting, j.id = any(?) as asked,
                    j.fencing_token, j.attempt, j.worker_id, j.started_at, j.failure_policy
                from job j join family f on f.id = j.id
                order by j.id
                for update of j
            ), canceled as (
                update job j
                set state = 'canceled', waiting = false, finished_at = now(), heartbeat_at = now(), lease_until = null,
                    claimed_event = null, started_event = null
                from target t
                where j.id = t.id and t.state in ('queued', 'running')
                returning j.id, t.asked
            ), attempt as (
                %s
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
            """, Attempts.ended("target where state = 'running' and not waiting", "'canceled'", "null"));

    /**
     * Replays a job with fresh attempts: it is queued, or, if it has fanned out, waits again for the children that did
     * not succeed, which are queued with it. One that runs after others waits until these have been looked at again.
     */
    private static final String RETRY = """
            with recursive asked as materialized (
                select id, state, lane, parent_id from job where id = any(?) order by id for no key update
            ), family as (
                select id from asked where state in ('failed', 'canceled') and parent_id is null
                union all
                select c.id from job c join family f on c.parent_id = f.id where c.state in ('failed', 'canceled')
            ), retried as (
                update job j
                set state = case when failure_policy is null then 'queued' else 'running' end,
                    waiting = failure_policy is not null, attempt = 0, error = null, result = null,
                    run_at = case when failure_policy is null and exists (select from job_after a where a.job_id = j.id) then 'infinity' else now() end,
                    fencing_token = null, finished_at = null, progress_current = 0, progress_total = 0,
                    progress_message = null
                from family f
                where j.id = f.id and j.state in ('failed', 'canceled')
                returning j.id
            ), waiting as (
                update job_after set pending = true where job_id in (select id from retried)
            ), event as (
                insert into job_event (job_id, level, message)
                select id, 'info', case when id in (select id from asked) then 'Retry requested; queued again'
                    else 'Queued again with its parent' end
                from retried order by id
            )
            select id, state, lane, parent_id, id in (select id from retried) from asked order by id
            """;

    private final Database database;

    @Inject
    public ControlTransitions(Database database) {
        this.database = database;
    }

    /** Cancels a job that is not final yet, and its children, and records the request in any case. */
    public Cancellation cancel(long jobId) {
        long[] ids = {jobId};
        return database.first(CANCEL, ControlTransitions::cancellation, ids, ids)
                .orElseThrow();
    }

    /** Cancels those of the jobs that are not final, and their children; returns how many of the jobs were canceled. */
    public int cancelAll(List<Long> jobIds) {
        long[] ids = array(jobIds);
        return database.first(CANCEL, row -> row.getInt(2), ids, ids).orElseThrow();
    }

    /** Replays a job that failed or was canceled, unless it is a child; empty when there is no such job. */
    public Optional<Replay> retry(long jobId) {
        return retryAll(List.of(jobId)).stream().findFirst();
    }

    /** Replays those of the jobs that failed or were canceled and have no parent. */
    public List<Replay> retryAll(List<Long> jobIds) {
        return database.query(
                RETRY,
                row -> new Replay(
                        row.getLong(1),
                        JobState.of(row.getString(2)).orElseThrow(),
                        Lane.of(row.getString(3)),
                        row.getObject(4, Long.class),
                        row.getBoolean(5)),
                (Object) array(jobIds));
    }

    private static long[] array(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    /** The result of a cancel request. */
    public enum Cancellation {
        /** There is no such job. */
        UNKNOWN,
        /** It was final already and stays as it is. */
        ALREADY_FINAL,
        /** It is canceled now. */
        CANCELED
    }

    /**
     * The result of a replay request.
     *
     * @param before the job's state at that time
     * @param lane where it queues
     * @param parentId null unless it is a child
     * @param retried false when nothing was changed
     */
    public record Replay(long jobId, JobState before, Lane lane, Long parentId, boolean retried) {}

    private static Cancellation cancellation(ResultSet row) throws SQLException {
        if (row.getInt(1) == 0) {
            return Cancellation.UNKNOWN;
        }
        return row.getInt(2) == 0 ? Cancellation.ALREADY_FINAL : Cancellation.CANCELED;
    }
}

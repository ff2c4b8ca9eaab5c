package dev.quarry.job.store;

import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The transitions of parents: fan-out, and what follows when their children are final. Whether a parent is due follows
 * from the rows alone and each transition is one statement, so it does not matter which node tries it, how often, or
 * which one died before: every node's rescue pass does.
 */
@ApplicationScoped
public class ParentTransitions {

    /** Ends the attempt and stores the children, all or nothing; an attempt that no longer owns the job stores none. */
    private static final String FAN_OUT = String.format(Locale.ROOT, """
            with row as materialized (
                select * from %s
            ), parent as (
                update job
                set waiting = true, failure_policy = ?, lease_until = null, fencing_token = null, attempt = 0,
                    progress_current = 0, progress_total = 0, progress_message = null, heartbeat_at = now(),
                    claimed_event = null, started_event = null
                where id = ? and state = 'running' and fencing_token = ? and failure_policy is null
                returning id, priority, worker_id, started_at
            ), ended as (
                insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome)
                select ?, id, 'run', ?, worker_id, started_at, 'fanned_out' from parent
            ), child as (
                insert into job
                    (id, job_type, lane, priority, payload, max_attempts, run_at, timeout_seconds, concurrency_key,
                    trace_parent, parent_id, position, enqueued_event)
                select row.id, row.job_type, row.lane, parent.priority, row.payload, row.max_attempts::integer,
                    coalesce(row.run_at::timestamptz, now()), row.timeout_seconds::integer, row.concurrency_key,
                    row.trace_parent, parent.id, row.place - 1, nextval('job_event_id_seq')
                from row cross join parent
                order by row.place
            ), event as (
                insert into job_event (job_id, level, message)
                select id, 'info', 'Fanned out into ' || cast(? as text) || ' children' from parent
            )
            select id from parent
            """, NewJobRows.SQL);

    /**
     * Ends a parent whose policy is to fail with its first failed child. The other children end in the same statement.
     */
    private static final String FAIL_FAST = String.format(
            Locale.ROOT, """
            with recursive broken as materialized (
                select p.id, c.id as child, c.state as child_state, c.error as child_error
                from job p
                cross join lateral (
                    select id, state, error from job
                    where parent_id = p.id and state in ('failed', 'canceled')
                    order by finished_at, position
                    limit 1) c
                where p.waiting and p.failure_policy = 'fail_fast' and (?::bigint is null or p.id = ?)
                order by p.id
                limit 100
                for no key update of p skip locked
            ), failed as (
                update job j
                set state = 'failed', waiting = false, finished_at = now(), heartbeat_at = now(),
                    error = 'Child job ' || b.child || case b.child_state when 'failed' then ' failed' else ' was canceled' end
                        || coalesce(': ' || b.child_error, ''),
                    progress_current = (select sum(progress_current) from job where parent_id = b.id),
                    progress_total = (select sum(progress_total) from job where parent_id = b.id)
                from broken b
                where j.id = b.id
                returning j.id, j.error, j.parent_id
            ), family as (
                select c.id from job c join broken b on c.parent_id = b.id
                union all
                select c.id from job c join family f on c.parent_id = f.id
            ), open as materialized (
                select j.id, j.state, j.waiting,
                    j.fencing_token, j.attempt, j.worker_id, j.started_at, j.failure_policy
                from job j join family f on f.id = j.id
                where j.state in ('queued', 'running')
                order by j.id
                for no key update of j
            ), canceled as (
                update job j
                set state = 'canceled', waiting = false, finished_at = now(), heartbeat_at = now(), lease_until = null,
                    claimed_event = null, started_event = null
                from open o
                where j.id = o.id
                returning j.id
            ), ended as (
                %s
            ), event as (
                insert into job_event (job_id, level, message)
                select id, 'error', error from failed
                union all
                select id, 'info', 'Job canceled, since a job of the same parent failed' from canceled
            )
            select id, parent_id from failed
            """, Attempts.ended("open where state = 'running' and not waiting", "'canceled'", "null"));

    /** Queues a parent for its fan-in step, since all its children are final. */
    private static final String GATHER = """
            with ready as materialized (
                select p.id from job p
                where p.waiting and (?::bigint is null or p.id = ?)
                    and not exists (
                        select from job c where c.parent_id = p.id and c.state in ('queued', 'running'))
                    and not (p.failure_policy = 'fail_fast' and exists (
                        select from job c where c.parent_id = p.id and c.state in ('failed', 'canceled')))
                order by p.id
                limit 100
                for no key update of p skip locked
            ), queued as (
                update job j
                set state = 'queued', waiting = false,
                    progress_current = coalesce((select sum(progress_current) from job where parent_id = r.id), 0),
                    progress_total = coalesce((select sum(progress_total) from job where parent_id = r.id), 0),
                    progress_message = 'All children are final'
                from ready r
                where j.id = r.id
                returning j.id, j.lane, j.parent_id
            ), event as (
                insert into job_event (job_id, level, message)
                select id, 'info', 'All children are final; queued for the fan-in step' from queued
            )
            select id, lane, parent_id from queued
            """;

    /**
     * Cancels children that were stored at the moment when their parent was canceled. The recursion steps from one
     * parent with open children to the next, so its cost does not depend on the number of children.
     */
    private static final String CANCEL_ORPHANS = String.format(
            Locale.ROOT, """
            with recursive parent as (
                (select parent_id as id from job
                    where parent_id is not null and state in ('queued', 'running') order by parent_id limit 1)
                union all
                select (select c.parent_id from job c
                    where c.parent_id > parent.id and c.state in ('queued', 'running') order by c.parent_id limit 1)
                from parent where parent.id is not null
            ), orphan as materialized (
                select c.id, c.state, c.waiting,
                    c.fencing_token, c.attempt, c.worker_id, c.started_at, c.failure_policy
                from parent
                join job p on p.id = parent.id and p.state in ('succeeded', 'failed', 'canceled')
                join job c on c.parent_id = p.id and c.state in ('queued', 'running')
                order by c.id
                for no key update of c skip locked
            ), canceled as (
                update job j
                set state = 'canceled', waiting = false, finished_at = now(), heartbeat_at = now(), lease_until = null,
                    claimed_event = null, started_event = null
                from orphan o
                where j.id = o.id
                returning j.id
            ), ended as (
                %s
            )
            insert into job_event (job_id, level, message)
            select id, 'info', 'Job canceled with its parent' from canceled
            """, Attempts.ended("orphan where state = 'running' and not waiting", "'canceled'", "null"));

    private final Database database;
    private final JobIds ids;

    @Inject
    public ParentTransitions(Database database, JobIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /**
     * Stores children that the claimed job waits for; false when the attempt no longer owns the job, and nothing is
     * stored.
     */
    public boolean fanOut(Claim claim, List<NewJob> children, FailurePolicy policy) {
        Object[] rows = new NewJobRows(ids.take(children.size()), children).arguments();
        Object[] parent = {
            policy.code(), claim.jobId(), claim.fencingToken(), claim.fencingToken(), claim.attempt(), children.size(),
        };
        Object[] arguments =
                Stream.concat(Arrays.stream(rows), Arrays.stream(parent)).toArray();
        return database.first(FAN_OUT, row -> row.getLong(1), arguments).isPresent();
    }

    /**
     * Queues a parent whose children are final, or fails it when a child failed that it cannot do without, and then
     * settles its own parent.
     *
     * @return the jobs that were queued or failed by it
     */
    public List<Settled> settle(long parentId) {
        return settle((Long) parentId);
    }

    /** {@link #settle(long)} for the parent of that job, if it has one. */
    public List<Settled> settleParentOf(long jobId) {
        return database.first(
                        "select parent_id from job where id = ? and parent_id is not null",
                        row -> row.getLong(1),
                        jobId)
                .map(this::settle)
                .orElse(List.of());
    }

    /** {@link #settle(long)} for every parent (at most 100 of each kind per call). */
    public List<Settled> settleAll() {
        return settle(null);
    }

    private List<Settled> settle(Long parentId) {
        List<Settled> settled = new ArrayList<>();
        for (Family failed : database.query(
                FAIL_FAST, row -> new Family(row.getLong(1), row.getObject(2, Long.class)), parentId, parentId)) {
            settled.add(new Settled(failed.id(), null, JobState.FAILED));
            if (parentId != null && failed.parentId() != null) {
                settled.addAll(settle(failed.parentId()));
            }
        }
        settled.addAll(database.query(
                GATHER,
                row -> new Settled(row.getLong(1), Lane.of(row.getString(2)), JobState.QUEUED),
                parentId,
                parentId));
        return settled;
    }

    /** Cancels children that the cancellation of their parent missed; returns how many. */
    public int cancelOrphans() {
        return database.update(CANCEL_ORPHANS);
    }

    /**
     * A parent that was queued or failed.
     *
     * @param lane where it queues; null when it failed
     */
    public record Settled(long jobId, Lane lane, JobState state) {}

    private record Family(long id, Long parentId) {}
}

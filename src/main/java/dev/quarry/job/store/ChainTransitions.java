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
 * Jobs that run after others. Such a job is queued and due at infinity until all jobs before it have ended: then it is due,
 * or fails without being started. What is due for it is read from the rows alone, so any node may do it, at any time.
 */
@ApplicationScoped
public class ChainTransitions {

    /** How many jobs one call settles at most. */
    private static final int AT_ONCE = 500;

    private static final String LINK = """
            insert into job_after (job_id, after_id, run_anyway)
            select job_id, after_id, run_anyway::boolean
            from unnest(?::bigint[], ?::bigint[], ?::text[]) as link (job_id, after_id, run_anyway)
            on conflict do nothing
            """;

    private static final String MISSING = """
            select id from unnest(?::bigint[]) as wanted (id)
            where not exists (select from job j where j.id = wanted.id)
            order by id limit 1
            """;

    /**
     * A job whose predecessors are looked at while one of them ends is looked at again when that has committed, by the node
     * that ended it or by a pass. Rows are locked in the order of their ids.
     */
    private static final String SETTLE = """
            with ready as materialized (
                select distinct a.job_id
                from job_after a left join job p on p.id = a.after_id
                where a.pending and %s and (p.id is null or p.state in ('succeeded', 'failed', 'canceled'))
                limit ?
            ), follower as materialized (
                select j.id, j.state = 'queued' and j.run_at = 'infinity' as waits
                from job j join ready on ready.job_id = j.id
                order by j.id
                for no key update of j
            ), verdict as materialized (
                select f.id,
                    bool_and(p.id is null or p.state in ('succeeded', 'failed', 'canceled')) as ended,
                    min(a.after_id) filter (where not a.run_anyway and (p.id is null or p.state in ('failed', 'canceled')))
                        as broken
                from follower f
                join job_after a on a.job_id = f.id
                left join job p on p.id = a.after_id
                where f.waits
                group by f.id
            ), settled as (
                update job j
                set state = case when v.broken is null then 'queued' else 'failed' end,
                    run_at = case when v.broken is null then now() else j.created_at end,
                    finished_at = case when v.broken is null then null else now() end,
                    error = case when v.broken is not null then 'Job ' || v.broken || ', which it was to run after, '
                        || coalesce((select case p.state when 'failed' then 'failed'
                                || coalesce(': ' || left(p.error, 500), '') else 'was canceled' end
                            from job p where p.id = v.broken), 'was deleted') end
                from verdict v
                where j.id = v.id and j.state = 'queued' and j.run_at = 'infinity' and (v.broken is not null or v.ended)
                returning j.id, j.lane, j.state, j.error
            ), done as (
                update job_after a set pending = false
                where a.pending and (a.job_id in (select id from settled) or a.job_id in (select id from follower where not waits))
            ), event as (
                insert into job_event (job_id, level, message)
                select id, case state when 'queued' then 'info' else 'error' end,
                    case state when 'queued' then 'The jobs before it have ended; it is due' else error end
                from settled order by id
            )
            select id, lane, state from settled
            """;

    private static final String SETTLE_ALL = String.format(Locale.ROOT, SETTLE, "true");
    private static final String SETTLE_AFTER = String.format(Locale.ROOT, SETTLE, "a.after_id = any(?)");

    private final Database database;

    @Inject
    public ChainTransitions(Database database) {
        this.database = database;
    }

    /**
     * A job and one that it runs after.
     *
     * @param anyway whether it runs however that one ends
     */
    public record Link(long jobId, long afterId, boolean anyway) {}

    /** Ties jobs that the current transaction has stored to the ones before them. */
    public void link(List<Link> links) {
        if (!links.isEmpty()) {
            database.update(
                    LINK,
                    links.stream().mapToLong(Link::jobId).toArray(),
                    links.stream().mapToLong(Link::afterId).toArray(),
                    links.stream().map(link -> Boolean.toString(link.anyway())).toArray(String[]::new));
        }
    }

    /** The first of the ids that is no job's; empty when there are jobs of all. */
    public Optional<Long> missing(List<Long> ids) {
        return database.first(MISSING, row -> row.getLong(1), (Object) array(ids));
    }

    /** Whether any job waits for others. */
    public boolean anyWaits() {
        return database.first("select exists (select from job_after where pending)", row -> row.getBoolean(1))
                .orElseThrow();
    }

    /** Settles the jobs that run after these, 500 at most; returns those that are due or failed by it. */
    public List<Settled> settleAfter(List<Long> ended) {
        return database.query(SETTLE_AFTER, ChainTransitions::settled, array(ended), AT_ONCE);
    }

    /** Settles every job whose predecessors have ended, 500 at most; returns those that are due or failed by it. */
    public List<Settled> settleAll() {
        return database.query(SETTLE_ALL, ChainTransitions::settled, AT_ONCE);
    }

    /** A job that is due now, or failed because one before it did not succeed. */
    public record Settled(long jobId, Lane lane, JobState state) {}

    private static Settled settled(ResultSet row) throws SQLException {
        return new Settled(
                row.getLong(1),
                Lane.of(row.getString(2)),
                JobState.of(row.getString(3)).orElseThrow());
    }

    private static long[] array(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }
}

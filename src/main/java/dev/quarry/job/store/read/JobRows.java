package dev.quarry.job.store.read;

import dev.quarry.job.ChildCounts;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import dev.quarry.job.store.Attempts;
import dev.quarry.platform.trace.TraceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * Converts rows to what is shown. The progress of a waiting parent is the sum of its children's; its rate is the sum of
 * the running ones', or, while one of those is unknown, the mean over all children since it fanned out.
 */
final class JobRows {

    /** Jobs with the sums over their children. */
    static final String FROM = from("job j\n");

    private static final String CHILDREN = """
            left join lateral (
                select count(*) as total,
                    count(*) filter (where state = 'queued') as queued,
                    count(*) filter (where state = 'running') as running,
                    count(*) filter (where state = 'succeeded') as succeeded,
                    count(*) filter (where state = 'failed') as failed,
                    count(*) filter (where state = 'canceled') as canceled,
                    sum(progress_current) as progress_current,
                    coalesce(round(avg(nullif(progress_total, 0)) * count(*)), 0) as progress_total,
                    case when count(*) filter (where state = 'running') > 0 and count(*) filter (where state = 'running')
                            = count(progress_rate) filter (where state = 'running' and heartbeat_at > started_at)
                        then sum(progress_rate) filter (where state = 'running')
                        else sum(progress_current)
                            / nullif(extract(epoch from max(heartbeat_at) - j.started_at)::double precision, 0) end
                        as progress_rate,
                    max(heartbeat_at) as heartbeat_at
                from job where parent_id = j.id and j.failure_policy is not null) c on j.failure_policy is not null
            """;

    private static final String COMMON = """
            j.id, j.job_type, j.state, j.priority, j.created_at, j.started_at, j.finished_at, j.heartbeat_at,
            j.worker_id, j.parent_id, j.attempt, j.max_attempts, nullif(j.run_at, 'infinity') as run_at,
            case when j.waiting then coalesce(c.progress_current, 0) else j.progress_current end as current,
            case when j.waiting then coalesce(c.progress_total, 0) else j.progress_total end as total_units,
            case when j.waiting
                then (c.succeeded + c.failed + c.canceled) || ' of ' || c.total || ' children are final'
                when j.run_at = 'infinity' then 'Waits for ' || (
                    select string_agg('job ' || a.after_id, ', ' order by a.after_id)
                    from job_after a join job p on p.id = a.after_id
                    where a.job_id = j.id and p.state in ('queued', 'running'))
                else j.progress_message end as message,
            case when j.waiting then c.progress_rate
                when j.state = 'running' and j.heartbeat_at > j.started_at then j.progress_rate end as rate,
            case when j.waiting then c.heartbeat_at else j.heartbeat_at end as rated_at
            """;

    /** With the beginnings of what a job's own page has whole. */
    static final String SUMMARY = COMMON + """
            , left(j.payload, 4000) as payload_begin,
            left(case when j.state = 'failed' then j.error
                when j.state = 'queued' and j.attempt > 0 then (
                    select a.error from job_attempt a where a.job_id = j.id order by a.fencing_token desc limit 1)
                end, 300) as error_begin
            """;

    static final String DETAIL = COMMON + """
            , j.timeout_seconds, j.concurrency_key, j.trace_parent,
            j.payload, j.result, j.error,
            case when j.state = 'running' then (
                select e.link from job_event e where e.job_id = j.id and e.link is not null and e.ts >= j.started_at
                order by e.id desc limit 1) end as link,
            j.failure_policy is not null as fanned_out,
            c.total, c.queued, c.running, c.succeeded, c.failed, c.canceled,
            """ + Attempts.HISTORY + " as attempts,\n" + Neighbours.BEFORE
            + " as before,\n" + Neighbours.AFTER + " as followed_by\n";

    private JobRows() {}

    /** Those jobs with the sums over their children. */
    static String from(String jobs) {
        return "from " + jobs + CHILDREN;
    }

    static JobSummary summary(ResultSet row) throws SQLException {
        Pace pace = pace(row);
        return new JobSummary(
                row.getLong("id"),
                row.getString("job_type"),
                state(row),
                row.getInt("priority"),
                time(row, "created_at"),
                time(row, "started_at"),
                time(row, "finished_at"),
                tookSeconds(row),
                time(row, "heartbeat_at"),
                row.getString("worker_id"),
                row.getLong("current"),
                row.getLong("total_units"),
                row.getString("message"),
                pace.perSecond(),
                pace.secondsLeft(),
                pace.end(),
                row.getObject("parent_id", Long.class),
                time(row, "run_at"),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                row.getString("error_begin"),
                PayloadMarket.read(row.getString("payload_begin")));
    }

    static JobDetail detail(ResultSet row) throws SQLException {
        Pace pace = pace(row);
        return new JobDetail(
                row.getLong("id"),
                row.getString("job_type"),
                state(row),
                row.getInt("priority"),
                time(row, "created_at"),
                time(row, "started_at"),
                time(row, "finished_at"),
                tookSeconds(row),
                time(row, "heartbeat_at"),
                row.getString("worker_id"),
                row.getLong("current"),
                row.getLong("total_units"),
                row.getString("message"),
                pace.perSecond(),
                pace.secondsLeft(),
                pace.end(),
                row.getString("link"),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                time(row, "run_at"),
                row.getObject("timeout_seconds", Integer.class),
                row.getString("concurrency_key"),
                TraceContext.of(row.getString("trace_parent"))
                        .map(TraceContext::traceId)
                        .orElse(null),
                row.getString("payload"),
                row.getString("result"),
                row.getString("error"),
                row.getObject("parent_id", Long.class),
                row.getBoolean("fanned_out") ? children(row) : null,
                Neighbours.read(row.getString("before")),
                Neighbours.read(row.getString("followed_by")),
                Attempts.read(row.getString("attempts")));
    }

    private static ChildCounts children(ResultSet row) throws SQLException {
        return new ChildCounts(
                row.getLong("total"),
                row.getLong("queued"),
                row.getLong("running"),
                row.getLong("succeeded"),
                row.getLong("failed"),
                row.getLong("canceled"));
    }

    private static Pace pace(ResultSet row) throws SQLException {
        return Pace.of(
                row.getObject("rate", Double.class),
                row.getLong("total_units") - row.getLong("current"),
                row.getLong("total_units") > 0,
                time(row, "rated_at"));
    }

    private static Double tookSeconds(ResultSet row) throws SQLException {
        OffsetDateTime started = time(row, "started_at");
        OffsetDateTime finished = time(row, "finished_at");
        return started == null || finished == null
                ? null
                : Double.valueOf(Duration.between(started, finished).toMillis() / 1000.0);
    }

    private static JobState state(ResultSet row) throws SQLException {
        return JobState.of(row.getString("state")).orElseThrow();
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }
}

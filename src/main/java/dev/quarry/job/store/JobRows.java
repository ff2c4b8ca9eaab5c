package dev.quarry.job.store;

import dev.quarry.job.ChildCounts;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** How a row is shown. A waiting parent is as far as its children together. */
final class JobRows {

    /** Jobs with what their children add up to. */
    static final String FROM = """
            from job j
            left join lateral (
                select count(*) as total,
                    count(*) filter (where state = 'queued') as queued,
                    count(*) filter (where state = 'running') as running,
                    count(*) filter (where state = 'succeeded') as succeeded,
                    count(*) filter (where state = 'failed') as failed,
                    count(*) filter (where state = 'canceled') as canceled,
                    sum(progress_current) as progress_current,
                    coalesce(round(avg(nullif(progress_total, 0)) * count(*)), 0) as progress_total
                from job where parent_id = j.id and j.failure_policy is not null) c on j.failure_policy is not null
            """;

    static final String SUMMARY = """
            j.id, j.job_type, j.state, j.priority, j.created_at, j.started_at, j.finished_at, j.heartbeat_at,
            j.worker_id, j.parent_id,
            case when j.waiting then coalesce(c.progress_current, 0) else j.progress_current end as current,
            case when j.waiting then coalesce(c.progress_total, 0) else j.progress_total end as total_units,
            case when j.waiting
                then (c.succeeded + c.failed + c.canceled) || ' of ' || c.total || ' children are final'
                else j.progress_message end as message
            """;

    static final String DETAIL = SUMMARY + """
            , j.attempt, j.max_attempts, j.run_at, j.timeout_seconds, j.concurrency_key, j.payload, j.result, j.error,
            j.failure_policy is not null as fanned_out,
            c.total, c.queued, c.running, c.succeeded, c.failed, c.canceled,
            """ + Attempts.HISTORY + " as attempts\n";

    private JobRows() {}

    static JobSummary summary(ResultSet row) throws SQLException {
        return new JobSummary(
                row.getLong("id"),
                row.getString("job_type"),
                state(row),
                row.getInt("priority"),
                time(row, "created_at"),
                time(row, "started_at"),
                time(row, "finished_at"),
                time(row, "heartbeat_at"),
                row.getString("worker_id"),
                row.getLong("current"),
                row.getLong("total_units"),
                row.getString("message"),
                row.getObject("parent_id", Long.class));
    }

    static JobDetail detail(ResultSet row) throws SQLException {
        return new JobDetail(
                row.getLong("id"),
                row.getString("job_type"),
                state(row),
                row.getInt("priority"),
                time(row, "created_at"),
                time(row, "started_at"),
                time(row, "finished_at"),
                time(row, "heartbeat_at"),
                row.getString("worker_id"),
                row.getLong("current"),
                row.getLong("total_units"),
                row.getString("message"),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                time(row, "run_at"),
                row.getObject("timeout_seconds", Integer.class),
                row.getString("concurrency_key"),
                row.getString("payload"),
                row.getString("result"),
                row.getString("error"),
                row.getObject("parent_id", Long.class),
                row.getBoolean("fanned_out") ? children(row) : null,
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

    private static JobState state(ResultSet row) throws SQLException {
        return JobState.of(row.getString("state")).orElseThrow();
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }
}

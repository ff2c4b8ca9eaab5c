package dev.quarry.job.store;

import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Database;
import java.util.List;

/** Rows of the queue for tests without JPA. */
final class Jobs {

    record Row(JobState state, int attempt, Long token, String result, String error, String worker) {}

    private final Database database;

    Jobs(Database database) {
        this.database = database;
    }

    long queued(Lane lane) {
        return queued(lane, 0, 3);
    }

    long queued(Lane lane, int priority, int maxAttempts) {
        return database.first("""
                        insert into job (id, job_type, lane, priority, payload, max_attempts)
                        values (nextval('job_id_seq'), 'noop', ?, ?, '{}', ?) returning id
                        """, row -> row.getLong(1), lane.code(), priority, maxAttempts)
                .orElseThrow();
    }

    void dueIn(long jobId, int seconds) {
        database.update("update job set run_at = now() + make_interval(secs => ?) where id = ?", seconds, jobId);
    }

    /** What a worker that stopped beating looks like. */
    void expireLease(long jobId) {
        database.update(
                "update job set lease_until = now() - interval '1 second' where id = ? and state = 'running'", jobId);
    }

    Row row(long jobId) {
        return database.first(
                        "select state, attempt, fencing_token, result, error, worker_id from job where id = ?",
                        row -> new Row(
                                JobState.of(row.getString(1)).orElseThrow(),
                                row.getInt(2),
                                row.getObject(3, Long.class),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)),
                        jobId)
                .orElseThrow();
    }

    List<String> events(long jobId) {
        return database.query(
                "select level || ' ' || message from job_history where job_id = ? order by id",
                row -> row.getString(1),
                jobId);
    }

    /** How many attempts have ended. */
    int attempts(long jobId) {
        return database.first("select count(*) from job_ended_attempt where job_id = ?", row -> row.getInt(1), jobId)
                .orElseThrow();
    }
}

package dev.quarry.job.store;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobAttempt;
import dev.quarry.platform.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;

/** The history of attempts: the part of a statement that ends one and keeps it, and reading. */
final class Attempts {

    /** What {@link #ended} needs of a job's row. */
    static final String COLUMNS = "fencing_token, attempt, worker_id, started_at, failure_policy";

    private static final String HISTORY = """
            select step, attempt, worker_id, started_at, finished_at, outcome, error from (
                select fencing_token, step, attempt, worker_id, started_at, finished_at, outcome, error
                from job_attempt where job_id = ?
                union all
                select fencing_token, case when failure_policy is null then 'run' else 'gather' end, attempt, worker_id,
                    started_at, null, null, null
                from job where id = ? and state = 'running' and not waiting) attempt
            order by fencing_token desc
            limit ?
            """;

    private Attempts() {}

    /**
     * Keeps the attempts that end.
     *
     * @param jobs the rows with {@code id} and {@link #COLUMNS}, where each has a token
     * @param outcome SQL
     * @param error SQL
     */
    static String ended(String jobs, String outcome, String error) {
        return """
                insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome, error)
                select fencing_token, id, case when failure_policy is null then 'run' else 'gather' end, attempt,
                    worker_id, started_at, %s, %s
                from %s
                """.formatted(outcome, error, jobs);
    }

    /** Those of a job, the oldest first. */
    static List<JobAttempt> of(Database database, long jobId, int limit) {
        List<JobAttempt> newestFirst = database.query(HISTORY, Attempts::attempt, jobId, jobId, limit);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private static JobAttempt attempt(ResultSet row) throws SQLException {
        return new JobAttempt(
                row.getString("step"),
                row.getInt("attempt"),
                row.getString("worker_id"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("finished_at", OffsetDateTime.class),
                AttemptOutcome.of(row.getString("outcome")).orElse(null),
                row.getString("error"));
    }
}

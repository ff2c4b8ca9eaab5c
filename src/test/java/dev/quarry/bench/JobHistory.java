package dev.quarry.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What is left of jobs that ended long ago, as rows. */
public final class JobHistory {

    private final DataSource database;

    /** In a database. */
    public JobHistory(DataSource database) {
        this.database = database;
    }

    /** That many jobs with three events and one attempt each. */
    public void fill(int jobs) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into job (id, job_type, lane, state, payload, result, attempt, max_attempts, fencing_token,
                        worker_id, created_at, run_at, started_at, finished_at, heartbeat_at)
                    select -n, 'bench_probe', 'io', 'succeeded', '{"number": ' || n || '}', '{"entered_micros": 1}', 1, 5,
                        -n, 'node', t.at, t.at, t.at, t.at, t.at
                    from generate_series(1, %d) n,
                        lateral (select now() - make_interval(secs => n) as at) t
                    """.formatted(jobs));
            statement.execute("""
                    insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, finished_at,
                        outcome)
                    select id, id, 'run', 1, 'node', started_at, finished_at, 'succeeded' from job where id < 0
                    """);
            statement.execute("""
                    insert into job_event (job_id, ts, level, message)
                    select id, created_at, 'info', m from job, unnest(array['Job enqueued', 'Claimed', 'Completed']) m
                    where id < 0
                    """);
            statement.execute("vacuum analyze job");
            statement.execute("vacuum analyze job_event");
            statement.execute("vacuum analyze job_attempt");
        }
    }
}

package dev.quarry.job.store.read;

import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much there is to do, by type. Reads active jobs and the last minute only, whatever the table's size. */
@ApplicationScoped
public class QueueCounts {

    private static final String ACTIVE = """
            select job_type, lane,
                count(*) filter (where run_at <= now()) as queued,
                count(*) filter (where run_at > now()) as scheduled,
                count(*) filter (where run_at > now() and run_at < 'infinity' and attempt > 0) as retrying,
                0 as running,
                0 as waiting,
                coalesce(extract(epoch from now() - min(greatest(run_at, created_at)) filter (where run_at <= now())), 0) as oldest,
                0 as finished
            from job where state = 'queued'
            group by job_type, lane
            union all
            select job_type, lane, 0, 0, 0, count(*) filter (where not waiting), count(*) filter (where waiting), 0, 0
            from job where state = 'running'
            group by job_type, lane
            union all
            select job_type, lane, 0, 0, 0, 0, 0, 0, count(*)
            from job
            where state in ('succeeded', 'failed') and finished_at > now() - interval '1 minute'
            group by job_type, lane
            """;

    private static final String KEYS = """
            select concurrency_key, sum(queued)::bigint, sum(running)::bigint from (
                select concurrency_key, count(*) as queued, 0 as running
                from job where state = 'queued' and concurrency_key = any(?) group by concurrency_key
                union all
                select concurrency_key, 0, count(*)
                from job where state = 'running' and not waiting and concurrency_key = any(?) group by concurrency_key
            ) active
            group by concurrency_key
            """;

    private final Database database;

    @Inject
    public QueueCounts(Database database) {
        this.database = database;
    }

    /**
     * The jobs of a type, or of a lane.
     *
     * @param retrying those of the scheduled ones that pause before another attempt
     * @param oldestSeconds for how long the longest due job has been due
     * @param finished in the last minute
     */
    public record Counts(
            String jobType,
            Lane lane,
            long queued,
            long scheduled,
            long retrying,
            long running,
            long waiting,
            double oldestSeconds,
            long finished) {

        /** The sum of both. */
        public Counts plus(Counts other) {
            return new Counts(
                    jobType,
                    lane,
                    queued + other.queued,
                    scheduled + other.scheduled,
                    retrying + other.retrying,
                    running + other.running,
                    waiting + other.waiting,
                    Math.max(oldestSeconds, other.oldestSeconds),
                    finished + other.finished);
        }

        /** No jobs of that type. */
        public static Counts none(String jobType, Lane lane) {
            return new Counts(jobType, lane, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    /** The counts by type and lane; there may be two entries for one pair. */
    public List<Counts> byType() {
        return database.query(ACTIVE, QueueCounts::counts);
    }

    /** How many jobs with each of these keys are queued (first number) and running (second). */
    public Map<String, long[]> byKey(String[] keys) {
        Map<String, long[]> counts = new HashMap<>();
        database.query(
                KEYS, row -> counts.put(row.getString(1), new long[] {row.getLong(2), row.getLong(3)}), keys, keys);
        return counts;
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getString("job_type"),
                Lane.of(row.getString("lane")),
                row.getLong("queued"),
                row.getLong("scheduled"),
                row.getLong("retrying"),
                row.getLong("running"),
                row.getLong("waiting"),
                row.getDouble("oldest"),
                row.getLong("finished"));
    }
}

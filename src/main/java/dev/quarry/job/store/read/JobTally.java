package dev.quarry.job.store.read;

import dev.quarry.job.JobCounts;
import dev.quarry.job.JobCounts.ByState;
import dev.quarry.job.JobCounts.ByType;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToLongFunction;

/** Counts jobs: those that ended by the stored tally, the others by their small indexes. */
@ApplicationScoped
public class JobTally {

    private static final String COUNTS = """
            select job_type,
                coalesce(sum(total) filter (where state = 'queued'), 0) as queued,
                coalesce(sum(total) filter (where state = 'running'), 0) as running,
                coalesce(sum(total) filter (where state = 'succeeded'), 0) as succeeded,
                coalesce(sum(total) filter (where state = 'failed'), 0) as failed,
                coalesce(sum(total) filter (where state = 'canceled'), 0) as canceled
            from (
                select job_type, state, total from job_count
                union all
                select job_type, state, sum(change) from job_count_change group by job_type, state
                union all
                select job_type, state, count(*) from job where state = 'queued' group by job_type, state
                union all
                select job_type, state, count(*) from job where state = 'running' group by job_type, state
            ) tally
            group by job_type
            having sum(total) > 0
            order by job_type
            """;

    /** Done by one node at a time; others skip it meanwhile. */
    private static final String ADD_UP = """
            with turn as materialized (
                select pg_try_advisory_xact_lock(7276110) as mine
            ), line as (
                delete from job_count_change where (select mine from turn) returning job_type, state, change
            )
            insert into job_count as c (job_type, state, total)
            select job_type, state, sum(change) from line group by job_type, state
            on conflict (job_type, state) do update set total = c.total + excluded.total
            """;

    private final Database database;

    @Inject
    public JobTally(Database database) {
        this.database = database;
    }

    /** All jobs by type and state, in one snapshot. */
    public JobCounts counts() {
        List<ByType> types = database.query(COUNTS, JobTally::type);
        ByState all = new ByState(
                sum(types, ByType::queued),
                sum(types, ByType::running),
                sum(types, ByType::succeeded),
                sum(types, ByType::failed),
                sum(types, ByType::canceled));
        return new JobCounts(
                all.queued() + all.running() + all.succeeded() + all.failed() + all.canceled(), all, types);
    }

    /** Merges the rows of the tally, so that there are few to read. */
    public void addUp() {
        database.update(ADD_UP);
    }

    private static long sum(List<ByType> types, ToLongFunction<ByType> part) {
        return types.stream().mapToLong(part).sum();
    }

    private static ByType type(ResultSet row) throws SQLException {
        return new ByType(
                row.getString("job_type"),
                row.getLong("queued"),
                row.getLong("running"),
                row.getLong("succeeded"),
                row.getLong("failed"),
                row.getLong("canceled"));
    }
}

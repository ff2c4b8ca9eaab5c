package dev.quarry.job.store;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/** Where jobs begin: each is stored with its first event in one transaction (promise 2). */
@ApplicationScoped
public class EnqueueTransitions {

    private static final String DELAY = "update job set run_at = ? where id = ?";

    private static final String ENQUEUED = """
            with event as (
                insert into job_event (job_id, level, message)
                select id, 'info', 'Job enqueued' from unnest(?::bigint[]) id
            )
            select now()
            """;

    private static final String ENQUEUE_ALL = String.format(Locale.ROOT, """
            with row as materialized (
                select * from %s
            ), stored as (
                insert into job
                    (id, job_type, lane, priority, payload, max_attempts, run_at, timeout_seconds, unique_key,
                    concurrency_key, trace_parent)
                select id, job_type, lane, priority::integer, payload, max_attempts::integer,
                    coalesce(run_at::timestamptz, now()), timeout_seconds::integer, unique_key, concurrency_key,
                    trace_parent
                from row order by place
                returning id
            )
            insert into job_event (job_id, level, message) select id, 'info', 'Job enqueued' from stored order by id
            """, NewJobRows.SQL);

    private final Database database;
    private final JobIds ids;

    @Inject
    public EnqueueTransitions(Database database, JobIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Sets when a job is due that was stored in the same transaction. */
    void delay(long jobId, OffsetDateTime runAt) {
        database.update(DELAY, runAt, jobId);
    }

    /** Gives jobs that were stored in the same transaction their first events; when they were created, by the database's clock. */
    OffsetDateTime enqueued(long[] jobIds) {
        return database.first(ENQUEUED, row -> row.getObject(1, OffsetDateTime.class), (Object) jobIds)
                .orElseThrow();
    }

    /** Stores all of the jobs, or none, with their first events; their ids in the same order, ascending. */
    public long[] enqueueAll(List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return new long[0];
        }
        long[] taken = ids.take(jobs.size());
        database.update(ENQUEUE_ALL, new NewJobRows(taken, jobs).arguments());
        return taken;
    }
}

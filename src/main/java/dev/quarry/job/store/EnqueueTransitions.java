package dev.quarry.job.store;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where jobs begin: each is stored with its first event in one transaction (promise 2). */
@ApplicationScoped
public class EnqueueTransitions {

    private static final String DELAY = "update job set run_at = ? where id = ?";

    private static final String FIRST_EVENTS =
            "select nextval('job_event_id_seq'), now() from generate_series(1, ?) order by 1";

    private static final String ENQUEUE_ALL = String.format(Locale.ROOT, """
            insert into job
                (id, job_type, lane, priority, payload, max_attempts, run_at, timeout_seconds, unique_key,
                concurrency_key, trace_parent, enqueued_event)
            select id, job_type, lane, priority::integer, payload, max_attempts::integer,
                coalesce(run_at::timestamptz, now()), timeout_seconds::integer, unique_key, concurrency_key,
                trace_parent, nextval('job_event_id_seq')
            from %s
            order by place
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

    /**
     * Ids for the first events of jobs that the current transaction is about to store.
     *
     * @param at when they are created, by the database's clock
     */
    record FirstEvents(List<Long> ids, OffsetDateTime at) {}

    FirstEvents firstEvents(int jobs) {
        List<OffsetDateTime> at = new ArrayList<>();
        List<Long> ids = database.query(
                FIRST_EVENTS,
                row -> {
                    at.add(row.getObject(2, OffsetDateTime.class));
                    return row.getLong(1);
                },
                jobs);
        return new FirstEvents(ids, at.get(0));
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

package dev.quarry.job.store;

import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Recovers jobs whose worker is gone, and finds those that no worker came for. Any node may do it, at any time. */
@ApplicationScoped
public class RescueTransitions {

    /** Promise 6. Rows that a live attempt is writing at this moment are locked, and skipped. */
    private static final String RESCUE = String.format(
            Locale.ROOT,
            """
            with expired as materialized (
                select id, attempt < max_attempts as again, %s from job
                where state = 'running' and lease_until < now()
                order by lease_until
                limit 100
                for update skip locked
            ), rescued as (
                update job j
                set state = case when e.again then 'queued' else 'failed' end,
                    lease_until = null, fencing_token = null, claimed_event = null, started_event = null,
                    finished_at = case when e.again then null else now() end,
                    error = case when e.again then j.error
                        else 'The worker was lost in each of ' || j.attempt || ' attempts; the last was ' || e.worker_id
                        end
                from expired e
                where j.id = e.id
                returning j.id, j.lane, j.state, j.error, e.worker_id
            ), ended as (
                %s
            ), event as (
                insert into job_event (job_id, level, message)
                select id, case state when 'queued' then 'warn' else 'error' end,
                    case state when 'queued' then 'Lease of ' || worker_id || ' expired; queued again' else error end
                from rescued
            )
            select id, lane, state from rescued
            """,
            Attempts.COLUMNS,
            Attempts.ended("expired", "'lost'", "'The lease ran out without a heartbeat'"));

    /** Whether the job exists and was not canceled, and yet its token is not the one that it was claimed with. */
    private static final String LOST = """
            select id from job
            where id = ? and state <> 'canceled' and fencing_token is distinct from ?
            """;

    private static final String OVERDUE = """
            select count(*) from (
                select id from job
                where state = 'queued' and lane = ?
                    and not exists (select from queue_pause p where p.scope = 'lane' and p.name = lane)
                    and not exists (select from queue_pause p where p.scope = 'job_type' and p.name = job_type)
                    and run_at <= now() - make_interval(secs => case when run_at > created_at then 0 else ? end)
                order by priority desc, run_at, id
                limit ?) due
            """;

    private final Database database;

    @Inject
    public RescueTransitions(Database database) {
        this.database = database;
    }

    /** Ends every lease that has run out (at most 100 per call). */
    public List<Rescued> rescueExpired() {
        return database.query(
                RESCUE,
                row -> new Rescued(
                        row.getLong(1),
                        Lane.of(row.getString(2)),
                        JobState.of(row.getString(3)).orElseThrow()));
    }

    /**
     * Whether another attempt has, or may have, the job that an attempt lost; false when it was canceled or deleted.
     */
    public boolean isLost(Claim claim) {
        return database.first(LOST, row -> row.getLong(1), claim.jobId(), claim.fencingToken())
                .isPresent();
    }

    /**
     * How many jobs of the lane that are not paused are still queued although they were due that long ago, or are due
     * at all if no worker was woken for them when they were stored; counted up to {@code most}, in the order in which
     * they are claimed. Each lane is examined separately, so a long queue in one never hides what is due in another.
     */
    public int overdue(Lane lane, Duration since, int most) {
        return database.first(OVERDUE, row -> row.getInt(1), lane.code(), since.toMillis() / 1000.0, most)
                .orElseThrow();
    }
}

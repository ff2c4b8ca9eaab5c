package dev.quarry.operations;

import dev.quarry.operations.Activity.Bucket;
import dev.quarry.operations.Activity.PickUp;
import dev.quarry.operations.FailureCauses.Cause;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;

/** Reads what happened in the last minutes, without looking at jobs that ended before. */
@ApplicationScoped
public class ActivityStore {

    /**
     * The open jobs at the end of a bucket are those open now, less those stored after it, plus those that have ended
     * since.
     */
    private static final String BUCKETS = """
            with span as (
                select b as at, b + make_interval(secs => ?) as until
                from generate_series(
                    date_bin(make_interval(secs => ?), now() - make_interval(secs => ?), 'epoch'),
                    now(), make_interval(secs => ?)) b
            ), since as (
                select min(at) as start from span
            ), came as (
                select date_bin(make_interval(secs => ?), created_at, 'epoch') as at, count(*) as jobs
                from (
                    select created_at from job where claimed_event is null and finished_at is null
                    union all
                    select created_at from job where state = 'running' and claimed_event is not null
                    union all
                    select created_at from job where finished_at is not null
                ) stored
                where created_at >= (select start from since) group by 1
            ), went as (
                select date_bin(make_interval(secs => ?), finished_at, 'epoch') as at,
                    count(*) filter (where state = 'succeeded') as succeeded,
                    count(*) filter (where state = 'failed') as failed,
                    count(*) filter (where state = 'canceled') as canceled
                from job
                where state in ('succeeded', 'failed', 'canceled') and finished_at >= (select start from since)
                group by 1
            ), open as (
                select (select count(*) from job where state = 'queued')
                    + (select count(*) from job where state = 'running') as jobs
            )
            select s.at, coalesce(c.jobs, 0) as created, coalesce(w.succeeded, 0) as succeeded,
                coalesce(w.failed, 0) as failed, coalesce(w.canceled, 0) as canceled,
                (select jobs from open)
                    - coalesce(sum(c.jobs) over after, 0)
                    + coalesce(sum(w.succeeded + w.failed + w.canceled) over after, 0) as open
            from span s left join came c on c.at = s.at left join went w on w.at = s.at
            window after as (order by s.at rows between 1 following and unbounded following)
            order by s.at
            """;

    private static final String PICK_UP = """
            select count(*), percentile_cont(0.5) within group (order by wait),
                percentile_cont(0.95) within group (order by wait)
            from (
                select extract(epoch from started_at - greatest(run_at, created_at)) as wait
                from job
                where state in ('succeeded', 'failed') and finished_at > now() - make_interval(secs => ?)
                    and started_at >= run_at
                order by finished_at desc limit 100000
            ) jobs
            """;

    private static final String CAUSES = """
            select job_type, kind, count(*) as jobs, (array_agg(id order by finished_at desc, id desc))[1] as last_id,
                max(finished_at) as last_at, (array_agg(left(error, 500) order by finished_at desc, id desc))[1] as example
            from (
                select id, job_type, finished_at, error,
                    case when attempt < max_attempts and error not like 'Unexpected %' then 'input' else 'system' end as kind,
                    regexp_replace(left(error, 200), '\\([^)]*\\)?|[0-9]+', '#', 'g') as cause
                from job
                where state = 'failed' and finished_at > now() - make_interval(secs => ?)
                order by finished_at desc limit 20000
            ) failures
            group by job_type, kind, cause
            order by jobs desc, last_at desc
            limit ?
            """;

    private final Database database;

    @Inject
    public ActivityStore(Database database) {
        this.database = database;
    }

    /** The activity of the last seconds, in buckets of {@code bucketSeconds}. */
    Activity activity(long seconds, long bucketSeconds) {
        double bucket = bucketSeconds;
        List<Bucket> buckets = database.query(
                BUCKETS,
                row -> new Bucket(
                        row.getObject("at", OffsetDateTime.class),
                        row.getLong("created"),
                        row.getLong("succeeded"),
                        row.getLong("failed"),
                        row.getLong("canceled"),
                        Math.max(0, row.getLong("open"))),
                bucket,
                bucket,
                (double) (seconds - bucketSeconds),
                bucket,
                bucket,
                bucket);
        PickUp pickUp = database.first(
                        PICK_UP,
                        row -> new PickUp(
                                row.getLong(1), row.getObject(2, Double.class), row.getObject(3, Double.class)),
                        (double) seconds)
                .orElseThrow();
        return new Activity(bucketSeconds, buckets, pickUp);
    }

    /** Why jobs failed in the last seconds, by the newest 20,000 of them. */
    FailureCauses causes(long seconds, int most) {
        return new FailureCauses(database.query(
                CAUSES,
                row -> new Cause(
                        row.getString("kind"),
                        row.getString("job_type"),
                        row.getLong("jobs"),
                        row.getLong("last_id"),
                        row.getObject("last_at", OffsetDateTime.class),
                        row.getString("example")),
                (double) seconds,
                most));
    }
}

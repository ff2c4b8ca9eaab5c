package dev.quarry.job.store.read;

import dev.quarry.job.JobSummary;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The changes of jobs: the events of all jobs as a log, since every change of a state writes one in its transaction,
 * and the progress of running jobs, by their heartbeats.
 */
@ApplicationScoped
public class ChangeLog {

    /** How far back {@link #newest} looks for ids whose transactions may still be open. */
    private static final int OPEN_IDS = 1_000;

    private static final String LAST =
            "select greatest(last_value, (select max(id) from job_event)) from job_event_id_seq";

    /**
     * Reads from each gap no more rows than are requested in all, however wide it is. Lines that rows stand for are found
     * by the newest of them: a queued job's by its first, a succeeded one's by its last, all of a running one, and those of
     * any other job by what is stored of its end.
     */
    private static final String AFTER = """
            with span as materialized (
                select lowest, highest from unnest(?, ?) gap (lowest, highest)
                union all
                select ? + 1, 9223372036854775807
            ), stored as materialized (
                select e.* from span cross join lateral (
                    select id, job_id, ts, level, message from job_event
                    where id between lowest and highest order by id limit ?) e
            ), changed as materialized (
                select job_id from stored
                union
                select id from job where state = 'running' and not waiting
                union
                select q.id from span cross join lateral (
                    select id from job where claimed_event is null and finished_at is null
                        and enqueued_event between lowest and highest
                    order by enqueued_event limit ?) q
                union
                select f.id from span cross join lateral (
                    select id from job where ended_event between lowest and highest
                    order by ended_event limit ?) f
            )
            select id, job_id, ts, level, message from stored
            union all
            select id, job_id, ts, level, message from job_line
            where job_id = any(array(select job_id from changed))
                and exists (select from span where id between lowest and highest)
            order by id limit ?
            """;

    /**
     * The events of one job, the newest first: they are written under a lock of its row, so their ids are in their
     * order.
     */
    private static final String OF_JOB =
            "select id, job_id, ts, level, message from job_history where job_id = ? and id > ? order by id desc limit ?";

    private static final String JOBS = "select " + JobRows.SUMMARY + JobRows.FROM + "where j.id = any(?) order by j.id";

    private static final String ACTIVE = "select " + JobRows.SUMMARY + JobRows.FROM + """
            where j.id in (
                select unnest(?)
                union
                select id from job where state = 'running' and not waiting and heartbeat_at > ?::timestamptz)
            order by j.id
            """;

    private final Database database;

    @Inject
    public ChangeLog(Database database) {
        this.database = database;
    }

    /** Where the log ends now. */
    public EventPosition newest() {
        long last = database.first(LAST, row -> row.getLong(1)).orElseThrow();
        EventPosition position = EventPosition.at(Math.max(0, last - OPEN_IDS));
        for (LoggedEvent event : after(position, OPEN_IDS)) {
            position = position.with(event.id());
        }
        return position;
    }

    /** The events that the position does not include, by id; at most {@code most}. */
    public List<LoggedEvent> after(EventPosition position, int most) {
        return database.query(
                AFTER,
                ChangeLog::event,
                position.gapStarts(),
                position.gapEnds(),
                position.last(),
                most,
                most,
                most,
                most);
    }

    /** The newest events of a job that the position does not include, by id; at most {@code most}. */
    public List<LoggedEvent> ofJob(long jobId, EventPosition position, int most) {
        long before = position.gaps().isEmpty()
                ? position.last()
                : position.gaps().get(0).from() - 1;
        List<LoggedEvent> newestFirst = database.query(OF_JOB, ChangeLog::event, jobId, before, most);
        Collections.reverse(newestFirst);
        newestFirst.removeIf(event -> position.includes(event.id()));
        return newestFirst;
    }

    /** Those jobs as they are now. */
    public List<JobSummary> jobs(Collection<Long> ids) {
        return database.query(JOBS, JobRows::summary, (Object) array(ids));
    }

    /** Those jobs, and all running ones whose last heartbeat is after that time. */
    public List<JobSummary> jobsAndActive(Collection<Long> ids, OffsetDateTime after) {
        return database.query(ACTIVE, JobRows::summary, array(ids), after);
    }

    private static long[] array(Collection<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private static LoggedEvent event(ResultSet row) throws SQLException {
        return new LoggedEvent(
                row.getLong("id"),
                row.getLong("job_id"),
                row.getObject("ts", OffsetDateTime.class),
                row.getString("level"),
                row.getString("message"));
    }
}

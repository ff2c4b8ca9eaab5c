package dev.quarry.job.store.read;

import dev.quarry.job.JobSummary;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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

    private static final String EVENT = "select id, job_id, ts, level, message from job_event e ";

    /** Reads from each gap no more rows than are requested in all, however wide it is. */
    private static final String AFTER = "(" + EVENT + "where id > ? order by id limit ?) union all ("
            + "select missed.* from unnest(?, ?) gap (lowest, highest) cross join lateral (" + EVENT
            + "where id between gap.lowest and gap.highest order by id limit ?) missed) order by id limit ?";

    /**
     * The events of one job, the newest first: they are written under a lock of its row, so their ids are in their
     * order.
     */
    private static final String OF_JOB = EVENT + "where job_id = ? and id > ? order by id desc limit ?";

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
        List<Long> ids = new ArrayList<>(
                database.query("select id from job_event order by id desc limit ?", row -> row.getLong(1), OPEN_IDS));
        Collections.reverse(ids);
        EventPosition position = ids.size() < OPEN_IDS ? EventPosition.START : EventPosition.at(ids.get(0));
        for (long id : ids) {
            position = position.with(id);
        }
        return position.givingUp(position.last() - EventPosition.MAX_MISSING);
    }

    /** The events that the position does not include, by id; at most {@code most}. */
    public List<LoggedEvent> after(EventPosition position, int most) {
        return database.query(
                AFTER, ChangeLog::event, position.last(), most, position.gapStarts(), position.gapEnds(), most, most);
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

package dev.quarry.job.store;

import dev.quarry.job.ChildResult;
import dev.quarry.job.JobCursor;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobEvent;
import dev.quarry.job.JobFilter;
import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads jobs, as committed, and their histories. */
@ApplicationScoped
public class JobArchive {

    private static final String FIND = "select " + JobRows.DETAIL + JobRows.FROM + "where j.id = ?";

    private static final String CHILDREN = "select " + JobRows.SUMMARY + JobRows.FROM
            + "where j.parent_id = ? and j.position >= ? order by j.position limit ?";

    private final Database database;

    @Inject
    public JobArchive(Database database) {
        this.database = database;
    }

    /** The job of that id. */
    public Optional<JobDetail> find(long id) {
        return database.first(FIND, JobRows::detail, id);
    }

    /**
     * Newest jobs first, ties by id.
     *
     * @param after where the page before ended; null for the first page
     */
    public List<JobSummary> newest(JobFilter filter, JobCursor after, int limit, int offset) {
        FilterSql where = new FilterSql(filter);
        if (after != null) {
            where.and("(j.created_at, j.id) < (?, ?)", after.createdAt(), after.id());
        }
        return database.query(
                "select " + JobRows.SUMMARY + JobRows.FROM + "where " + where.conditions()
                        + " order by j.created_at desc, j.id desc limit ? offset ?",
                JobRows::summary,
                where.arguments(limit, offset));
    }

    /** The newest events of a job, in the order in which they were written. */
    public List<JobEvent> events(long jobId, int limit) {
        List<JobEvent> newestFirst = database.query(
                "select id, ts, level, message from job_event where job_id = ? order by id desc limit ?",
                row -> new JobEvent(
                        row.getLong("id"),
                        row.getObject("ts", OffsetDateTime.class),
                        row.getString("level"),
                        row.getString("message")),
                jobId,
                limit);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The children of a job in the order in which they were fanned out, from that position on. */
    public List<JobSummary> children(long parentId, int limit, int firstPosition) {
        return database.query(CHILDREN, JobRows::summary, parentId, firstPosition, limit);
    }

    /** How all children of a job ended, in the order in which they were fanned out. */
    public List<ChildResult> childResults(long parentId) {
        return database.query(
                "select id, position, job_type, state, payload, result, error from job"
                        + " where parent_id = ? order by position",
                JobArchive::childResult,
                parentId);
    }

    private static ChildResult childResult(ResultSet row) throws SQLException {
        return new ChildResult(
                row.getLong("id"),
                row.getInt("position"),
                row.getString("job_type"),
                JobState.of(row.getString("state")).orElseThrow(),
                json(row.getString("payload")),
                json(row.getString("result")),
                row.getString("error"));
    }

    private static JsonNode json(String text) {
        return text == null ? null : Json.MAPPER.readTree(text);
    }
}

package dev.quarry.job.store.read;

import dev.quarry.job.Children;
import dev.quarry.job.JobCursor;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobEvent;
import dev.quarry.job.JobFilter;
import dev.quarry.job.JobSummary;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads jobs, as committed, and their histories. */
@ApplicationScoped
public class JobArchive {

    private static final String FIND = "select " + JobRows.DETAIL + JobRows.FROM + "where j.id = ?";

    private static final String CHILDREN = "select " + JobRows.SUMMARY + JobRows.FROM
            + "where j.parent_id = ? and j.position >= ? order by j.position limit ?";

    private static final String RUNNING =
            "select " + JobRows.DETAIL + JobRows.FROM + "where j.state = 'running' order by j.id limit ?";

    private final Database database;

    @Inject
    public JobArchive(Database database) {
        this.database = database;
    }

    /** The job of that id. */
    public Optional<JobDetail> find(long id) {
        return database.first(FIND, JobRows::detail, id);
    }

    /** The jobs that run now, on any node; there are no more than workers. */
    public List<JobDetail> running(int limit) {
        return database.query(RUNNING, JobRows::detail, limit);
    }

    /**
     * Newest jobs first, ties by id. A text is searched without an index, so a search has a time limit.
     *
     * @param after where the page before ended; null for the first page
     * @throws dev.quarry.platform.problem.ProblemException 503 when the search for a text takes too long
     */
    public List<JobSummary> newest(JobFilter filter, JobCursor after, int limit, int offset) {
        NewestFirst newest = new NewestFirst(filter, after, limit, offset);
        String sql =
                "select " + JobRows.SUMMARY + JobRows.from(newest.page()) + "order by j.created_at desc, j.id desc";
        Object[] arguments = newest.arguments();
        return filter.text() == null
                ? database.query(sql, JobRows::summary, arguments)
                : database.queryWithin(TextSearch.LIMIT, sql, JobRows::summary, arguments)
                        .orElseThrow(TextSearch::tookTooLong);
    }

    /** The newest events of a job, in the order in which they were written. */
    public List<JobEvent> events(long jobId, int limit) {
        List<JobEvent> newestFirst = database.query(
                "select id, ts, level, message from job_history where job_id = ? order by id desc limit ?",
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

    /** The payload of a job, which a claim leaves out when it is long. */
    public Optional<String> payload(long id) {
        return database.first("select payload from job where id = ?", row -> row.getString(1), id);
    }

    /**
     * The children of a job for its fan-in step. They are read on demand.
     *
     * @param checkpoint is called before each child is read; what it throws ends the reading
     */
    public Children childrenOf(long parentId, Runnable checkpoint) {
        return new StoredChildren(database, parentId, checkpoint);
    }
}

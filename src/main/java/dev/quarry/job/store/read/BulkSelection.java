package dev.quarry.job.store.read;

import dev.quarry.job.JobFilter;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Which jobs of a filter a bulk action would change. */
@ApplicationScoped
public class BulkSelection {

    private final Database database;

    @Inject
    public BulkSelection(Database database) {
        this.database = database;
    }

    /** An action on many jobs. */
    public enum Action {
        /** Applies to jobs that are not final. */
        CANCEL("(j.state = 'queued' and j.claimed_event is null and j.finished_at is null or j.state = 'running')"),
        /**
         * Applies to jobs that failed or were canceled and have no parent; of equal unique ones only to the newest, and
         * to none if one is active.
         */
        RETRY("""
                j.state in ('failed', 'canceled') and j.finished_at is not null and j.parent_id is null
                and (j.unique_key is null or not exists (
                    select from job o
                    where o.unique_key = j.unique_key
                        and (o.state in ('queued', 'running') or o.state in ('failed', 'canceled') and o.id > j.id)))
                """),
        /** Applies to jobs that are final and have no parent. */
        DELETE("j.state in ('succeeded', 'failed', 'canceled') and j.finished_at is not null and j.parent_id is null");

        private final String condition;

        Action(String condition) {
            this.condition = condition;
        }
    }

    /** How many jobs the action would change. */
    public long count(Action action, JobFilter filter) {
        FilterSql where = new FilterSql(filter).andAlso(action.condition);
        return rows(filter, "select count(*) from job j where " + where.conditions(), where.arguments())
                .get(0);
    }

    /** The next ids of such jobs after the given one, ascending. */
    public List<Long> next(Action action, JobFilter filter, long after, int limit) {
        FilterSql where = new FilterSql(filter).andAlso(action.condition).and("j.id > ?", after);
        return rows(
                filter,
                "select j.id from job j where " + where.conditions() + " order by j.id limit ?",
                where.arguments(limit));
    }

    private List<Long> rows(JobFilter filter, String sql, Object[] arguments) {
        return filter.text() == null
                ? database.query(sql, row -> row.getLong(1), arguments)
                : database.queryWithin(TextSearch.LIMIT, sql, row -> row.getLong(1), arguments)
                        .orElseThrow(TextSearch::tookTooLong);
    }
}

package dev.quarry.job.store;

import dev.quarry.job.JobState;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Deletes jobs. Only jobs that are final and have no parent are deleted, with their children, events and attempts. */
@ApplicationScoped
public class DeleteTransitions {

    private static final String DELETE = "delete from job where id = any(?)"
            + " and state in ('succeeded', 'failed', 'canceled') and parent_id is null";

    /** Waits only briefly for a locked row; the time limit applies to this statement alone. */
    private static final String DELETE_OLD = """
            with patience as materialized (
                select set_config('lock_timeout', '2s', true)
            )
            delete from job where id in (
                select id from job
                where (select count(*) from patience) = 1
                    and state = ? and parent_id is null and finished_at < now() - make_interval(days => ?)
                order by finished_at
                limit ?
                for update skip locked)
            """;

    private final Database database;

    @Inject
    public DeleteTransitions(Database database) {
        this.database = database;
    }

    /** Deletes those of the jobs that may be deleted; returns how many were. */
    public int delete(List<Long> ids) {
        return database.update(
                DELETE, (Object) ids.stream().mapToLong(Long::longValue).toArray());
    }

    /** Deletes jobs that ended in that state more than {@code days} days ago, the oldest first; returns how many. */
    public int deleteOld(JobState state, int days, int limit) {
        return database.update(DELETE_OLD, state.code(), days, limit);
    }
}

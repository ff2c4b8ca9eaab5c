package dev.quarry.job.store;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the active job that a unique one would duplicate. The unique index decides in the end. */
@ApplicationScoped
public class UniqueJobs {

    private final Database database;

    @Inject
    public UniqueJobs(Database database) {
        this.database = database;
    }

    /**
     * Locks the keys of those of the jobs that are to be unique until the caller's transaction ends, so that no second
     * one is stored meanwhile.
     *
     * @return the active jobs, by key
     */
    public Map<String, Long> hold(List<NewJob> jobs) {
        String[] keys = jobs.stream()
                .map(NewJob::uniqueKey)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toArray(String[]::new);
        Map<String, Long> active = new HashMap<>();
        if (keys.length > 0) {
            for (String key : keys) {
                database.first("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, key);
            }
            database.query("""
                    select unique_key, id from job
                    where unique_key = any(?) and unique_key is not null and state in ('queued', 'running')
                    """, row -> active.put(row.getString(1), row.getLong(2)), (Object) keys);
        }
        return active;
    }
}

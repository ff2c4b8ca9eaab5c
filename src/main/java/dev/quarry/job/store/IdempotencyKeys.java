package dev.quarry.job.store;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Remembers for 24 hours, by the database's clock, which jobs a request with an idempotency key stored. */
@ApplicationScoped
public class IdempotencyKeys {

    /**
     * Takes a key that is free or has expired. A request that comes with the same key at the same time waits here until
     * the first one has committed or rolled back.
     */
    private static final String TAKE = """
            insert into idempotency_key as k (key, digest) values (?, ?)
            on conflict (key) do update
            set digest = excluded.digest, job_ids = '{}', created_at = now()
            where k.created_at <= now() - interval '24 hours'
            """;

    private static final String FIND = """
            select digest, job_ids from idempotency_key where key = ? and created_at > now() - interval '24 hours'
            """;

    private final Database database;

    @Inject
    public IdempotencyKeys(Database database) {
        this.database = database;
    }

    /** True when the caller's transaction is the first with that key; false when {@link #find} knows it. */
    public boolean take(String key, String digest) {
        return database.update(TAKE, key, digest) == 1;
    }

    /** Stores the jobs of the first request, in its transaction. */
    public void keep(String key, List<Long> jobIds) {
        database.update(
                "update idempotency_key set job_ids = ? where key = ?",
                jobIds.stream().mapToLong(Long::longValue).toArray(),
                key);
    }

    /** The request that used the key; empty when none did in the last 24 hours. */
    public Optional<Known> find(String key) {
        return database.first(FIND, IdempotencyKeys::known, key);
    }

    /** Deletes expired keys, at most {@code limit}; returns how many. */
    public int forgetOld(int limit) {
        return database.update("""
                delete from idempotency_key where key in (
                    select key from idempotency_key where created_at <= now() - interval '24 hours'
                    order by created_at limit ? for update skip locked)
                """, limit);
    }

    /**
     * A request that was served.
     *
     * @param digest of everything that it asked for
     */
    public record Known(String digest, List<Long> jobIds) {}

    private static Known known(ResultSet row) throws SQLException {
        Long[] ids = (Long[]) row.getArray(2).getArray();
        return new Known(row.getString(1), Arrays.asList(ids));
    }
}

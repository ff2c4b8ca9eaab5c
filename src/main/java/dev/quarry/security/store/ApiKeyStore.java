package dev.quarry.security.store;

import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.security.Role;
import dev.quarry.platform.sql.Database;
import dev.quarry.security.ApiKey;
import dev.quarry.security.KeyText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys, of which only the hash is stored. */
@ApplicationScoped
public class ApiKeyStore {

    /** Nothing when the name has a valid key already. The launcher's command has nearly the same statement. */
    /** All valid keys are listed at once. */
    private static final int MAX_VALID = 1_000;

    /** Lists the valid keys and the newest of the revoked ones. */
    private static final String LISTED = """
            select * from api_key
            where revoked_at is null
                or id in (select id from api_key where revoked_at is not null order by revoked_at desc, id limit 1000)
            order by created_at desc, id
            """;

    private static final String INSERT = """
            insert into api_key (id, name, role, hash, made_while_off) values (?, ?, ?, ?, ?)
            on conflict (name) where revoked_at is null do nothing
            """;

    private static final String VALID = "select * from api_key where id = ? and revoked_at is null";

    private static final String USED = """
            update api_key set last_used_at = now()
            where id = ? and (last_used_at is null or last_used_at < now() - interval '1 minute')
            """;

    private final Database database;

    @Inject
    public ApiKeyStore(Database database) {
        this.database = database;
    }

    /** A valid key with its hash. */
    public record StoredKey(ApiKey key, byte[] hash) {}

    /**
     * Stores a new key; false when the name has a valid one.
     *
     * @throws ProblemException 409 when there are as many valid ones as can be listed
     * @param madeWhileOff whether anybody could have created it, because security was off
     */
    public boolean add(KeyText key, String name, Role role, boolean madeWhileOff) {
        long valid = database.first("select count(*) from api_key where revoked_at is null", row -> row.getLong(1))
                .orElseThrow();
        if (valid >= MAX_VALID) {
            throw new ProblemException(
                    409,
                    "Conflict",
                    String.format(Locale.ROOT, "There are %,d valid keys, at most: revoke some first", MAX_VALID));
        }
        return database.update(INSERT, key.id(), name, role.code(), key.hash(), madeWhileOff) == 1;
    }

    /** The valid key with that public part. */
    public Optional<StoredKey> valid(String id) {
        return database.first(VALID, row -> new StoredKey(key(row), row.getBytes("hash")), id);
    }

    /** Records that a key is used. */
    public void used(String id) {
        database.update(USED, id);
    }

    /** All valid keys and the thousand that were revoked last, the newest first. */
    public List<ApiKey> listed() {
        return database.query(LISTED, ApiKeyStore::key);
    }

    /** Valid keys that were created while security was off, the newest first. */
    public List<ApiKey> madeWhileOff() {
        return database.query(
                "select * from api_key where made_while_off and revoked_at is null order by created_at desc, id limit 100",
                ApiKeyStore::key);
    }

    /** The key with that public part, valid or not. */
    public Optional<ApiKey> find(String id) {
        return database.first("select * from api_key where id = ?", ApiKeyStore::key, id);
    }

    /** Revokes a key; false when there is no valid one of that id. */
    public boolean revoke(String id) {
        return database.update("update api_key set revoked_at = now() where id = ? and revoked_at is null", id) == 1;
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow(),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("last_used_at", OffsetDateTime.class),
                row.getObject("revoked_at", OffsetDateTime.class),
                row.getBoolean("made_while_off"));
    }
}

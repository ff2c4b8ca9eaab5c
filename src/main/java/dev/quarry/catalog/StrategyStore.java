package dev.quarry.catalog;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Definitions and the names they were given. What is stored is inserted and never updated. */
@ApplicationScoped
public class StrategyStore {

    static final int MAX_NAMES = 10_000;
    static final int MAX_VERSIONS = 1_000;

    /** Whoever else stores under that name waits for the end of the transaction, so that numbers have no gaps. */
    private static final String LOCK = """
            insert into strategy (name) values (?)
            on conflict (name) do update set name = excluded.name
            returning newest
            """;

    private static final String NAMES = "select count(*) from strategy";

    private static final String KEEP =
            "insert into strategy_text (digest, definition) values (?, ?::json) on conflict (digest) do nothing";

    private static final String ADD =
            "insert into strategy_version (name, version, digest, stored_by) values (?, ?, ?, ?)";

    private static final String SHOW = "update strategy set newest = ?, hidden = false where name = ?";

    private static final String HIDE = "update strategy set hidden = true where name = ? and not hidden";

    private static final String DIGEST = "select digest from strategy_version where name = ? and version = ?";

    private static final String VERSIONS = """
            select n.name, n.hidden, v.version, v.digest, v.stored_at, v.stored_by, t.definition
            from strategy n
                join strategy_version v on v.name = n.name
                join strategy_text t on t.digest = v.digest
            """;

    private static final String NEWEST = VERSIONS + " where n.name = ? and v.version = n.newest";

    private static final String VERSION = VERSIONS + " where n.name = ? and v.version = ?";

    private static final String TEXT = "select definition from strategy_text where digest = ?";

    private static final String HISTORY = """
            select version, digest, stored_at, stored_by from strategy_version where name = ? order by version desc limit ?
            """;

    private static final String PAGE = """
            select n.name, v.version, v.digest, v.stored_at, v.stored_by, t.definition ->> 'description' as description,
                case json_typeof(t.definition -> 'parameters') when 'object'
                    then (select count(*) from json_object_keys(t.definition -> 'parameters')) else 0 end as parameters
            from strategy n
                join strategy_version v on v.name = n.name and v.version = n.newest
                join strategy_text t on t.digest = v.digest
            where not n.hidden and n.name > ? collate "C"
            order by n.name collate "C" limit ?
            """;

    private static final String SIMILAR = """
            select name from strategy where not hidden and length(name) between ? and ? order by name limit 1000
            """;

    private final Database database;
    private final Transactions transactions;

    @Inject
    public StrategyStore(Database database, Transactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * What came of storing a definition.
     *
     * @param reference the newest version of the name
     * @param added whether it is new; false where the newest was the same already
     */
    public record Stored(StrategyReference reference, boolean added) {}

    /** A line of a list: the newest version of a name, without its definition. */
    public record Listed(
            StrategyReference reference,
            OffsetDateTime storedAt,
            String storedBy,
            String description,
            int parameters) {}

    /** One of the versions of a name. */
    public record Version(
            @Described("Counts up from 1 under each name") int version,

            @Described("Identifies the definition by content")
            String digest,

            @Described("When it was stored") OffsetDateTime storedAt,
            @Described("Who stored it") String storedBy) {}

    /**
     * Stores a definition under its name, unless the newest of that name is the same. A hidden name is shown again.
     *
     * @throws ProblemException 409 where there are too many names, or versions of this one
     */
    public Stored put(String name, String digest, JsonNode definition, String by) {
        return transactions.inCurrent(() -> {
            int newest = database.first(LOCK, row -> row.getInt(1), name).orElseThrow();
            if (newest == 0 && database.first(NAMES, row -> row.getLong(1)).orElseThrow() > MAX_NAMES) {
                throw tooMany("There are %,d strategies already, and no more are kept", MAX_NAMES);
            }
            if (newest >= MAX_VERSIONS) {
                throw tooMany(
                        "There are %,d versions of " + name + ", and no more are kept: choose another name", newest);
            }
            Optional<String> same = database.first(DIGEST, row -> row.getString(1), name, newest);
            boolean added = !same.equals(Optional.of(digest));
            int version = added ? newest + 1 : newest;
            if (added) {
                keep(digest, definition);
                database.update(ADD, name, version, digest, by);
            }
            database.update(SHOW, version, name);
            return new Stored(new StrategyReference(name, version, digest), added);
        });
    }

    private static ProblemException tooMany(String sentence, int most) {
        return new ProblemException(409, "Conflict", String.format(Locale.ROOT, sentence, most));
    }

    /** Keeps a definition that has no name, so that what names its digest can be run again. */
    public void keep(String digest, JsonNode definition) {
        database.update(KEEP, digest, Json.MAPPER.writeValueAsString(definition));
    }

    /** Hides a name; false where it is not shown. */
    public boolean hide(String name) {
        return database.update(HIDE, name) > 0;
    }

    /** The newest version of a name, hidden or not. */
    public Optional<StoredVersion> newest(String name) {
        return database.first(NEWEST, StrategyStore::version, name);
    }

    /** A version of a name, hidden or not. */
    public Optional<StoredVersion> version(String name, int version) {
        return database.first(VERSION, StrategyStore::version, name, version);
    }

    /** A definition by its digest. */
    public Optional<JsonNode> text(String digest) {
        return database.first(TEXT, row -> Json.MAPPER.readTree(row.getString(1)), digest);
    }

    /** The versions of a name, newest first. */
    public List<Version> versions(String name) {
        return database.query(
                HISTORY,
                row -> new Version(
                        row.getInt("version"),
                        row.getString("digest"),
                        row.getObject("stored_at", OffsetDateTime.class),
                        row.getString("stored_by")),
                name,
                MAX_VERSIONS);
    }

    /** Names that are not hidden, in the order of their characters. @param after only those behind it; empty for all */
    public List<Listed> page(String after, int limit) {
        return database.query(
                PAGE,
                row -> new Listed(
                        new StrategyReference(row.getString("name"), row.getInt("version"), row.getString("digest")),
                        row.getObject("stored_at", OffsetDateTime.class),
                        row.getString("stored_by"),
                        row.getString("description"),
                        row.getInt("parameters")),
                after,
                limit);
    }

    /** Names that are not hidden and about as long as that one. */
    List<String> similar(String name) {
        return database.query(SIMILAR, row -> row.getString(1), name.length() - 3, name.length() + 3);
    }

    private static StoredVersion version(ResultSet row) throws SQLException {
        return new StoredVersion(
                new StrategyReference(row.getString("name"), row.getInt("version"), row.getString("digest")),
                Json.MAPPER.readTree(row.getString("definition")),
                row.getObject("stored_at", OffsetDateTime.class),
                row.getString("stored_by"),
                row.getBoolean("hidden"));
    }
}

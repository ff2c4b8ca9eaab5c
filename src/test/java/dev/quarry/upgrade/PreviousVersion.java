package dev.quarry.upgrade;

import dev.quarry.platform.sql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A node of the version before this one: its schema, and its statements on a job. To go on to the next version, replace the
 * texts by those of this one and raise {@link #SCHEMA}.
 */
final class PreviousVersion {

    /** The newest migration that it has. */
    static final int SCHEMA = 26;

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final double LEASE_SECONDS = 15;

    private final Database database;

    PreviousVersion(Database database) {
        this.database = database;
    }

    /** The migrations as it has them, in a directory of their own. */
    static Flyway flyway(DataSource source, Path directory) throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                if (Migration.of(file).version() <= SCHEMA) {
                    Files.copy(file, directory.resolve(file.getFileName()));
                }
            }
        }
        return Flyway.configure()
                .dataSource(source)
                .locations("filesystem:" + directory)
                .load();
    }

    /** A row in every table that jobs do not fill. */
    void fill() {
        for (String statement : Migration.statements(text("rows"))) {
            database.update(statement);
        }
    }

    long enqueue() {
        long id = database.first(text("insert"), row -> row.getLong(1), "noop", "light", "{}", 3)
                .orElseThrow();
        database.update(text("enqueued"), null, id, null, id);
        return id;
    }

    List<Long> enqueueAll(int count) {
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            ids[i] = database.first("select nextval('job_id_seq')", row -> row.getLong(1))
                    .orElseThrow();
        }
        String[] types = new String[count];
        java.util.Arrays.fill(types, "noop");
        String[] lanes = new String[count];
        java.util.Arrays.fill(lanes, "light");
        String[] payloads = new String[count];
        java.util.Arrays.fill(payloads, "{}");
        long[] priorities = new long[count];
        long[] attempts = new long[count];
        java.util.Arrays.fill(attempts, 3);
        String[] nothing = new String[count];
        database.update(
                text("enqueue_all"),
                ids,
                types,
                lanes,
                priorities,
                payloads,
                attempts,
                nothing,
                nothing,
                nothing,
                nothing);
        return java.util.Arrays.stream(ids).boxed().toList();
    }

    /** A job that it holds. */
    record Held(long id, long token) {}

    Optional<Held> claim() {
        return database
                .query(
                        text("claim"),
                        row -> new Held(row.getLong("id"), row.getLong("fencing_token")),
                        LEASE_SECONDS,
                        "old")
                .stream()
                .filter(held -> held.id() != 0)
                .findFirst();
    }

    List<Held> claimMany() {
        return database
                .query(
                        text("claim_many"),
                        row -> new Held(row.getLong("id"), row.getLong("fencing_token")),
                        LEASE_SECONDS,
                        "old")
                .stream()
                .filter(held -> held.id() != 0)
                .toList();
    }

    boolean heartbeat(Held held) {
        return database.update(text("heartbeat"), LEASE_SECONDS, 5L, 10L, "half", 2.5, held.id(), held.token()) == 1;
    }

    boolean event(Held held, String message) {
        return database.update(text("event"), "info", message, held.id(), held.token()) == 1;
    }

    boolean succeed(Held held) {
        return database.query(
                        text("success"),
                        row -> row.getLong(1),
                        new long[] {held.id()},
                        new long[] {held.token()},
                        new String[] {"{\"done\":true}"},
                        new long[] {10},
                        new long[] {10},
                        new String[] {"all"})
                .equals(List.of(held.token()));
    }

    /** @param pause before the next attempt in seconds; null when there is to be none */
    String fail(Held held, Double pause) {
        return database.first(
                        text("fail"),
                        row -> row.getString(1),
                        "No data",
                        "failed",
                        pause,
                        held.id(),
                        held.token(),
                        5L,
                        10L,
                        "half")
                .orElse("lost");
    }

    boolean handBack(Held held) {
        return database.update(text("hand_back"), 5L, 10L, "half", held.id(), held.token()) == 1;
    }

    int rescue() {
        return database.query(text("rescue"), row -> row.getLong(1)).size();
    }

    int cancel(long id) {
        return database.first(text("cancel"), row -> row.getInt(2), new long[] {id}, new long[] {id})
                .orElseThrow();
    }

    private static String text(String name) {
        String file = "v" + SCHEMA + "/" + name + ".sql";
        try (InputStream in = PreviousVersion.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

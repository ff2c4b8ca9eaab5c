package dev.quarry.bench;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The packaged server in a process of its own, with the probe as a job type, on a PostgreSQL with fsync. The server is
 * started when it is first asked for, so that the empty database can be used before. With {@code -Dquarry.bench.cache=true} and
 * JDK 25 or newer it starts with the cache that {@code quarry.jar cache} makes.
 */
public final class BenchServer implements AutoCloseable {

    /** Held here, since the logging of the JDK forgets loggers that nobody holds. */
    private static final List<Logger> QUIET =
            Stream.of("io.zonky", "java.util.Iterator").map(Logger::getLogger).toList();

    /** A job that does nothing but tell when it was entered; with a number. */
    static final String JOB = "{\"job_type\": \"bench_probe\", \"payload\": {\"number\": %d}}";

    private static final boolean CACHE = Boolean.getBoolean("quarry.bench.cache");

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;
    private QuarryProcess server;

    private BenchServer(Path directory, EmbeddedPostgres postgres, ProcessHandle postmaster) {
        this.directory = directory;
        this.postgres = postgres;
        this.postmaster = postmaster;
    }

    /** The database; the server's files go to a directory of that name. */
    public static BenchServer create(String name) throws IOException {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        Path directory = QuarryProcess.emptyDirectory(name);
        Path cluster = directory.resolve("cluster");
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setLocaleConfig("encoding", "UTF8")
                .setLocaleConfig("locale", "C")
                .setDataDirectory(cluster)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "128")
                .start();
        return new BenchServer(directory, postgres, postmaster(cluster));
    }

    /** Starts the server and waits until it is ready. */
    public BenchServer start() throws Exception {
        Path home = ProbeDistribution.in(directory.resolve("home"));
        List<String> options = List.of();
        if (CACHE) {
            QuarryProcess.cache(home);
            options = List.of("-XX:AOTCache=" + home.resolve("quarry.aot"));
        }
        server = QuarryProcess.serveWith(
                        home,
                        directory.resolve("data"),
                        FreePort.next(),
                        options,
                        Map.of("DATABASE_URL", databaseUrl()))
                .awaitReady();
        return this;
    }

    /** Where it keeps its rows. */
    public DataSource database() {
        return postgres.getPostgresDatabase();
    }

    /** The address of an empty database beside it, for whom the server does not know. */
    String emptyDatabase(String name) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return postgres.getJdbcUrl("postgres", name);
    }

    String databaseUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    long pid() {
        return server.pid();
    }

    /** Seconds of processor time so far. */
    record Cpu(double server, double postgres) {}

    Cpu cpu() {
        return new Cpu(
                QuarryProcess.cpuSeconds(server.pid()),
                Stream.concat(Stream.of(postmaster), postmaster.children())
                        .mapToDouble(process -> QuarryProcess.cpuSeconds(process.pid()))
                        .sum());
    }

    /** Waits until no job is queued or running. Looks at the newest first, by key, so that waiting costs nothing. */
    void awaitEmpty() throws Exception {
        try (Connection connection = database().getConnection()) {
            awaitNone(connection, "finished_at is null and id > " + (lastId() - 200), 50);
            awaitNone(connection, "finished_at is null", 500);
        }
    }

    private static void awaitNone(Connection connection, String condition, int pauseMillis) throws Exception {
        while (!"f".equals(text(connection, "select exists (select from job where " + condition + ")"))) {
            Thread.sleep(pauseMillis);
        }
    }

    /** The result of a job, when it is there. */
    String awaitResult(long id) throws Exception {
        try (Connection connection = database().getConnection();
                PreparedStatement statement = connection.prepareStatement("select result from job where id = ?")) {
            statement.setLong(1, id);
            while (true) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getString(1) != null) {
                        return row.getString(1);
                    }
                }
                Thread.sleep(2);
            }
        }
    }

    long lastId() throws SQLException {
        return (long) number("select coalesce(max(id), 0) from job");
    }

    double number(String sql) throws SQLException {
        return Double.parseDouble(text(sql));
    }

    String text(String sql) throws SQLException {
        try (Connection connection = database().getConnection()) {
            return text(connection, sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static ProcessHandle postmaster(Path cluster) throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(cluster.resolve("postmaster.pid")).get(0)))
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
        postgres.close();
    }
}

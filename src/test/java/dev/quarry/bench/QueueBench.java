package dev.quarry.bench;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.json.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Prints how fast the queue is: the packaged server in a process of its own, a PostgreSQL with fsync, jobs that do
 * nothing, clients on loopback that keep their connections. Beside each figure stands its ratio to what a bare
 * PostgreSQL does in the same run ({@link BarePostgres}). System properties: {@code quarry.home}, the distribution;
 * {@code quarry.bench.history}, finished rows that are there before (0), {@code quarry.bench.jobs} (20,000).
 */
public final class QueueBench {

    private static final int CLIENTS = 8;
    private static final int JOBS = Integer.getInteger("quarry.bench.jobs", 20_000);
    private static final int DRAINED = 50_000;
    private static final int BATCH = 1_000;
    private static final String JOB = "{\"job_type\": \"bench_probe\", \"payload\": {\"number\": %d}}";

    private final QuarryProcess server;
    private final DataSource database;
    private final ProcessHandle postmaster;
    private final BarePostgres bare;

    private QueueBench(QuarryProcess server, DataSource database, ProcessHandle postmaster, BarePostgres bare) {
        this.server = server;
        this.database = database;
        this.postmaster = postmaster;
        this.bare = bare;
    }

    /** Held here, since the logging of the JDK forgets loggers that nobody holds. */
    private static final List<Logger> QUIET =
            Stream.of("io.zonky", "java.util.Iterator").map(Logger::getLogger).toList();

    public static void main(String[] args) throws Exception {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        Path directory = QuarryProcess.emptyDirectory("queue-bench");
        Path home = ProbeDistribution.in(directory.resolve("home"));
        Path cluster = directory.resolve("cluster");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "128")
                .start()) {
            DataSource database = postgres.getPostgresDatabase();
            BarePostgres bare = new BarePostgres(database);
            bare.measure(CLIENTS, JOBS / 2);
            try (QuarryProcess server = QuarryProcess.start(
                            home,
                            directory.resolve("data"),
                            QuarryProcess.freePort(),
                            "serve",
                            Map.of("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres")))
                    .awaitReady()) {
                new QueueBench(server, database, postmaster(cluster), bare).run();
            }
        }
    }

    private void run() throws Exception {
        int history = Integer.getInteger("quarry.bench.history", 0);
        if (history > 0) {
            new JobHistory(database).fill(history);
        }
        System.out.printf(
                "%nThe queue, %d clients, fsync on, %,d finished rows before (targets in brackets)%n%s%n",
                CLIENTS, history, bare);
        System.out.printf("  %-52s %9s %8s %8s %8s%n", "", "jobs/s", "JVM ms", "PG ms", "ratio");
        singles("single POSTs, the first 2,000 of a new server", 2_000);
        singles("single POSTs, the next 10,000", 10_000);
        singles("single POSTs, warm (1,500)", JOBS);
        singles("single POSTs, warm (1,500)", JOBS);
        pickUp();
        backlog();
        backlog();
        singles("single POSTs, warm (1,500)", JOBS);
        pickUp();
    }

    /** First POST to last completion. */
    private void singles(String what, int jobs) throws Exception {
        long before = lastId();
        Cpu cpu = cpu();
        double[] millis = new double[jobs];
        inParallel(client -> {
            try (KeepAliveClient http = new KeepAliveClient(server.port())) {
                for (int i = client; i < jobs; i += CLIENTS) {
                    long start = System.nanoTime();
                    http.post("/v1/jobs", JOB.formatted(i));
                    millis[i] = (System.nanoTime() - start) / 1e6;
                }
            }
            return null;
        });
        awaitEmpty();
        double seconds =
                number("select extract(epoch from max(finished_at) - min(created_at)) from job where id > " + before);
        print(what, jobs, seconds, cpu, bare.endToEndPerSecond());
        Arrays.sort(millis);
        System.out.printf("      POST p50 %.2f ms, p99 %.2f ms%n", millis[jobs / 2], millis[jobs * 99 / 100]);
    }

    /** One POST at a time on an idle server, from before it is sent to the handler's first line. */
    private void pickUp() throws Exception {
        int jobs = 400;
        double[] millis = new double[jobs];
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            for (int i = 0; i < jobs; i++) {
                Thread.sleep(15);
                long sent = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                long id = Json.MAPPER
                        .readTree(http.post("/v1/jobs", JOB.formatted(i)))
                        .at("/job/id")
                        .asLong();
                awaitEmpty();
                String result;
                try (Connection connection = database.getConnection()) {
                    result = text(connection, "select result from job where id = " + id);
                }
                millis[i] = (Json.MAPPER.readTree(result).get("entered_micros").asLong() - sent) / 1e3;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "  %-52s p50 %.2f ms, p99 %.2f ms%n",
                "idle: before the POST is sent to handler (3, 10)",
                millis[jobs / 2],
                millis[jobs * 99 / 100]);
    }

    private void backlog() throws Exception {
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            http.post("/v1/queues/io/pause", "");
        }
        Thread.sleep(500);
        Cpu cpu = cpu();
        long start = System.nanoTime();
        inParallel(client -> {
            try (KeepAliveClient http = new KeepAliveClient(server.port())) {
                for (int i = client; i < DRAINED / BATCH; i += CLIENTS) {
                    StringBuilder batch = new StringBuilder("[");
                    for (int n = 0; n < BATCH; n++) {
                        batch.append(n == 0 ? "" : ",").append(JOB.formatted(i * BATCH + n));
                    }
                    http.post("/v1/jobs/batch", batch.append(']').toString());
                }
            }
            return null;
        });
        print("batches of 1,000 (10,000)", DRAINED, (System.nanoTime() - start) / 1e9, cpu, bare.insertsPerSecond());
        long first = lastId() - DRAINED;
        cpu = cpu();
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            http.post("/v1/queues/io/resume", "");
        }
        awaitEmpty();
        double seconds =
                number("select extract(epoch from max(finished_at) - min(started_at)) from job where id > " + first);
        print("drain of 50,000 queued (5,000)", DRAINED, seconds, cpu, bare.drainsPerSecond());
    }

    private void print(String what, int jobs, double seconds, Cpu before, double reference) {
        Cpu after = cpu();
        System.out.printf(
                Locale.ROOT,
                "  %-52s %9.0f %8.2f %8.2f %8.2f%n",
                what,
                jobs / seconds,
                (after.server() - before.server()) * 1e3 / jobs,
                (after.postgres() - before.postgres()) * 1e3 / jobs,
                jobs / seconds / reference);
    }

    /** Seconds of processor time so far. */
    private record Cpu(double server, double postgres) {}

    private Cpu cpu() {
        return new Cpu(
                QuarryProcess.cpuSeconds(server.pid()),
                Stream.concat(Stream.of(postmaster), postmaster.children())
                        .mapToDouble(process -> QuarryProcess.cpuSeconds(process.pid()))
                        .sum());
    }

    private static ProcessHandle postmaster(Path cluster) throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(cluster.resolve("postmaster.pid")).get(0)))
                .orElseThrow();
    }

    private void awaitEmpty() throws Exception {
        try (Connection connection = database.getConnection()) {
            while (!"f"
                    .equals(text(connection, "select exists (select from job where state in ('queued', 'running'))"))) {
                Thread.sleep(10);
            }
        }
    }

    private long lastId() throws SQLException {
        return (long) number("select coalesce(max(id), 0) from job");
    }

    private double number(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Double.parseDouble(text(connection, sql));
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void inParallel(ClientWork work) throws Exception {
        Clients.run(IntStream.range(0, CLIENTS)
                .<Callable<Void>>mapToObj(client -> () -> work.run(client))
                .toList());
    }

    private interface ClientWork {
        Void run(int client) throws IOException;
    }
}

package dev.quarry.bench;

import dev.quarry.bench.BenchServer.Cpu;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Prints how fast the queue is: the packaged server in a process of its own, a PostgreSQL with fsync, jobs that do
 * nothing, clients on loopback that keep their connections. Beside each figure stands its ratio to what a bare
 * PostgreSQL does in the same run ({@link BarePostgres}). System properties: {@code quarry.home}, the distribution;
 * {@code quarry.bench.history}, finished rows that are there before (0; with some, reading is measured too, see
 * {@link QueueReads}), {@code quarry.bench.jobs} (20,000).
 */
public final class QueueBench {

    private static final int CLIENTS = 8;
    private static final int JOBS = Integer.getInteger("quarry.bench.jobs", 20_000);
    private static final int DRAINED = 50_000;
    private static final int BATCH = 1_000;

    private final BenchServer server;
    private final BarePostgres bare;

    private QueueBench(BenchServer server, BarePostgres bare) {
        this.server = server;
        this.bare = bare;
    }

    public static void main(String[] args) throws Exception {
        try (BenchServer server = BenchServer.create("queue-bench")) {
            BarePostgres bare = new BarePostgres(server.database());
            bare.measure(CLIENTS, JOBS / 2);
            server.start();
            new QueueBench(server, bare).run();
        }
    }

    private void run() throws Exception {
        int history = Integer.getInteger("quarry.bench.history", 0);
        if (history > 0) {
            new JobHistory(server.database()).fill(history);
        }
        System.out.printf(
                "%nThe queue, %d clients, fsync on, %,d finished rows before (targets in brackets)%n%s%n",
                CLIENTS, history, bare);
        System.out.printf("  %-52s %9s %8s %8s %8s%n", "", "jobs/s", "JVM ms", "PG ms", "ratio");
        singles("single POSTs, the first 2,000 of a new server", 2_000);
        singles("single POSTs, the next 10,000", 10_000);
        singles(String.format(Locale.ROOT, "single POSTs, the next %,d", 2 * JOBS), 2 * JOBS);
        singles("single POSTs, warm (1,500)", JOBS);
        singles("single POSTs, warm (1,500)", JOBS);
        pickUp();
        backlog();
        backlog();
        singles("single POSTs, warm (1,500)", JOBS);
        pickUp();
        if (history > 0) {
            new QueueReads(server).run();
        }
    }

    /** First POST to last completion. */
    private void singles(String what, int jobs) throws Exception {
        long before = server.lastId();
        Cpu cpu = server.cpu();
        double[] millis = new double[jobs];
        inParallel(client -> {
            try (KeepAliveClient http = new KeepAliveClient(server.port())) {
                for (int i = client; i < jobs; i += CLIENTS) {
                    long start = System.nanoTime();
                    http.post("/v1/jobs", BenchServer.JOB.formatted(i));
                    millis[i] = (System.nanoTime() - start) / 1e6;
                }
            }
            return null;
        });
        server.awaitEmpty();
        double seconds = server.number(
                "select extract(epoch from max(finished_at) - min(created_at)) from job where id > " + before);
        print(what, jobs, seconds, cpu, bare.endToEndPerSecond());
        Arrays.sort(millis);
        System.out.printf("      POST p50 %.2f ms, p99 %.2f ms%n", millis[jobs / 2], millis[jobs * 99 / 100]);
    }

    /** One POST at a time on an idle server, from before it is sent to the handler's first line. */
    private void pickUp() throws Exception {
        int jobs = 400;
        double[] millis = new double[jobs];
        double[] toRow = new double[jobs];
        double[] toClaim = new double[jobs];
        double[] toHandler = new double[jobs];
        double[] toAnswer = new double[jobs];
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            for (int i = 0; i < jobs; i++) {
                Thread.sleep(15);
                long sent = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                String answer = http.post("/v1/jobs", BenchServer.JOB.formatted(i));
                toAnswer[i] = (ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - sent) / 1e3;
                long id = Json.MAPPER.readTree(answer).at("/job/id").asLong();
                String result = server.awaitResult(id);
                long entered =
                        Json.MAPPER.readTree(result).get("entered_micros").asLong();
                double created = micros("created_at", id);
                double claimed = micros("started_at", id);
                millis[i] = (entered - sent) / 1e3;
                toRow[i] = (created - sent) / 1e3;
                toClaim[i] = (claimed - created) / 1e3;
                toHandler[i] = (entered - claimed) / 1e3;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "  %-52s p50 %.2f ms, p99 %.2f ms%n",
                "idle: before the POST is sent to handler (3, 10)",
                millis[jobs / 2],
                millis[jobs * 99 / 100]);
        System.out.printf(
                Locale.ROOT,
                "      of which p50: to the transaction %.2f, to the claim %.2f, to the handler %.2f; the answer %.2f ms%n",
                median(toRow),
                median(toClaim),
                median(toHandler),
                median(toAnswer));
    }

    private double micros(String column, long id) throws SQLException {
        return server.number("select extract(epoch from " + column + ") * 1e6 from job where id = " + id);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private void backlog() throws Exception {
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            http.post("/v1/queues/io/pause", "");
        }
        Thread.sleep(500);
        Cpu cpu = server.cpu();
        long start = System.nanoTime();
        inParallel(client -> {
            try (KeepAliveClient http = new KeepAliveClient(server.port())) {
                for (int i = client; i < DRAINED / BATCH; i += CLIENTS) {
                    StringBuilder batch = new StringBuilder("[");
                    for (int n = 0; n < BATCH; n++) {
                        batch.append(n == 0 ? "" : ",").append(BenchServer.JOB.formatted(i * BATCH + n));
                    }
                    http.post("/v1/jobs/batch", batch.append(']').toString());
                }
            }
            return null;
        });
        print("batches of 1,000 (10,000)", DRAINED, (System.nanoTime() - start) / 1e9, cpu, bare.insertsPerSecond());
        long first = server.lastId() - DRAINED;
        cpu = server.cpu();
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            http.post("/v1/queues/io/resume", "");
        }
        server.awaitEmpty();
        double seconds = server.number(
                "select extract(epoch from max(finished_at) - min(started_at)) from job where id > " + first);
        print("drain of 50,000 queued (5,000)", DRAINED, seconds, cpu, bare.drainsPerSecond());
    }

    private void print(String what, int jobs, double seconds, Cpu before, double reference) {
        Cpu after = server.cpu();
        System.out.printf(
                Locale.ROOT,
                "  %-52s %9.0f %8.2f %8.2f %8.2f%n",
                what,
                jobs / seconds,
                (after.server() - before.server()) * 1e3 / jobs,
                (after.postgres() - before.postgres()) * 1e3 / jobs,
                jobs / seconds / reference);
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

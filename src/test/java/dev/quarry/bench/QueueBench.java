package dev.quarry.bench;

import dev.quarry.bench.BenchServer.Cpu;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Prints how fast the queue is: the packaged server in a process of its own, a PostgreSQL with fsync, jobs that do
 * nothing, clients on loopback that keep their connections. Beside each figure stands its ratio to what a bare
 * PostgreSQL does in the same run ({@link BarePostgres}), and at the end two other queues beside all of it ({@link PeerFigures}). System
 * properties: {@code quarry.home}, the distribution; {@code quarry.bench.history}, finished rows that are there before (0; with some,
 * reading is measured too, see {@link QueueReads}, and the drain while a reader holds a snapshot), {@code quarry.bench.jobs} (20,000),
 * {@code quarry.bench.peers} (true).
 */
public final class QueueBench {

    private static final int CLIENTS = 8;
    private static final int JOBS = Integer.getInteger("quarry.bench.jobs", 20_000);
    private static final int DRAINED = 50_000;
    private static final boolean PEERS = !"false".equals(System.getProperty("quarry.bench.peers"));
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
            List<PeerFigures> peers = PEERS ? peers(server) : List.of();
            server.start();
            List<PeerFigures> ours = new QueueBench(server, bare).run();
            PeerFigures.print(ours, peers, bare);
        }
    }

    /** One after the other: each has the machine to itself. */
    private static List<PeerFigures> peers(BenchServer server) throws Exception {
        return List.of(
                PeerFigures.measure(server.emptyDatabase("db_scheduler"), DbSchedulerPeer::new, CLIENTS, JOBS, DRAINED),
                PeerFigures.measure(
                        server.emptyDatabase("jobrunr"), JobRunrPeer::new, CLIENTS, JOBS / 4, DRAINED / 10));
    }

    /** What was measured over HTTP, and by calls within the server. */
    private List<PeerFigures> run() throws Exception {
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
        double warm = singles("single POSTs, warm (2,500)", JOBS);
        warm = Math.max(warm, singles("single POSTs, warm (2,500)", JOBS));
        double[] pickUp = pickUp();
        backlog();
        double[] backlog = backlog();
        if (history > 0) {
            pinned(backlog[1]);
        }
        singles("single POSTs, warm (2,500)", JOBS);
        pickUp();
        inProcess(JOBS, CLIENTS, 0, "calls within the server, warming up");
        double within = inProcess(JOBS, CLIENTS, 0, "calls within the server");
        double[] withinPickUp = inProcessPickUp();
        if (history > 0) {
            new QueueReads(server).run();
        }
        return List.of(
                new PeerFigures("Quarry over HTTP", warm, backlog[0], backlog[1], pickUp[0], pickUp[1]),
                new PeerFigures("Quarry in process", within, Double.NaN, Double.NaN, withinPickUp[0], withinPickUp[1]));
    }

    /** The drain while a reader holds a snapshot, so that nothing that died since can be cleared up. */
    private void pinned(double free) throws Exception {
        try (Connection reader = server.database().getConnection()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = reader.createStatement()) {
                statement.execute("select count(*) from job where id = 1");
            }
            System.out.println("  with a snapshot that a reader holds:");
            backlog();
            double held = backlog()[1];
            System.out.printf(Locale.ROOT, "      of the drain without it %.2f (0.5)%n", held / free);
            reader.rollback();
        }
    }

    /** Jobs that a handler enqueues by calls, from its first call to the end of the last job. */
    private double inProcess(int jobs, int threads, int pauseMillis, String what) throws Exception {
        Cpu cpu = server.cpu();
        long first = enqueueWithin(jobs, threads, pauseMillis);
        double seconds = server.number("select extract(epoch from max(finished_at) - min(created_at)) from job"
                + " where job_type = 'bench_probe' and id > " + first);
        print(what, jobs, seconds, cpu, bare.endToEndPerSecond());
        return jobs / seconds;
    }

    private long enqueueWithin(int jobs, int threads, int pauseMillis) throws Exception {
        long id;
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            String answer = http.post(
                    "/v1/jobs",
                    "{\"job_type\": \"bench_enqueue\", \"payload\": {\"jobs\": %d, \"threads\": %d, \"pause_millis\": %d}}"
                            .formatted(jobs, threads, pauseMillis));
            id = Json.MAPPER.readTree(answer).at("/job/id").asLong();
        }
        server.awaitResult(id);
        server.awaitEmpty();
        return id;
    }

    private double[] inProcessPickUp() throws Exception {
        long first = enqueueWithin(400, 1, 15);
        double[] spread = new double[2];
        for (int k = 0; k < 2; k++) {
            spread[k] = server.number("select percentile_disc(" + (k == 0 ? "0.5" : "0.99") + ") within group (order by"
                    + " (result::json->>'entered_micros')::bigint - (payload::json->>'number')::bigint) / 1e3 from job"
                    + " where job_type = 'bench_probe' and id > " + first);
        }
        System.out.printf(
                Locale.ROOT,
                "  %-52s p50 %.2f ms, p99 %.2f ms%n",
                "idle: before the call to handler",
                spread[0],
                spread[1]);
        return spread;
    }

    /** First POST to last completion. */
    private double singles(String what, int jobs) throws Exception {
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
        return jobs / seconds;
    }

    /** One POST at a time on an idle server, from before it is sent to the handler's first line. */
    /** The median and the 99th of a hundred. */
    private double[] pickUp() throws Exception {
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
                "idle: before the POST is sent to handler (2.5, 6)",
                millis[jobs / 2],
                millis[jobs * 99 / 100]);
        System.out.printf(
                Locale.ROOT,
                "      of which p50: to the transaction %.2f, to the claim %.2f, to the handler %.2f; the answer %.2f ms%n",
                median(toRow),
                median(toClaim),
                median(toHandler),
                median(toAnswer));
        return new double[] {millis[jobs / 2], millis[jobs * 99 / 100]};
    }

    private double micros(String column, long id) throws SQLException {
        return server.number("select extract(epoch from " + column + ") * 1e6 from job where id = " + id);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Jobs a second stored, and worked off. */
    private double[] backlog() throws Exception {
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
        double stored = (System.nanoTime() - start) / 1e9;
        print("batches of 1,000 (10,000)", DRAINED, stored, cpu, bare.insertsPerSecond());
        long first = server.lastId() - DRAINED;
        cpu = server.cpu();
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            http.post("/v1/queues/io/resume", "");
        }
        server.awaitEmpty();
        double seconds = server.number(
                "select extract(epoch from max(finished_at) - min(started_at)) from job where id > " + first);
        print("drain of 50,000 queued (20,000)", DRAINED, seconds, cpu, bare.drainsPerSecond());
        return new double[] {DRAINED / stored, DRAINED / seconds};
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

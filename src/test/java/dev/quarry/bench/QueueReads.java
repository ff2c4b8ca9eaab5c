package dev.quarry.bench;

import dev.quarry.job.JobCursor;
import dev.quarry.job.Lane;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.dbcp2.BasicDataSource;

/** How long it takes to read a queue with many finished jobs and 10,000 queued ones, and to claim from it. */
final class QueueReads {

    private static final int QUEUED = 10_000;
    private static final int TIMES = 300;

    private final BenchServer server;
    private final Random random = new Random(1);

    QueueReads(BenchServer server) {
        this.server = server;
    }

    void run() throws Exception {
        try (KeepAliveClient http = new KeepAliveClient(server.port())) {
            String worker = "/v1/workers/"
                    + Json.MAPPER
                            .readTree(http.get("/v1/workers"))
                            .at("/workers/0/id")
                            .asString();
            http.post(worker + "/drain", "");
            while (!http.get(worker).contains("\"drained\"")) {
                Thread.sleep(100);
            }
            fill(http);
            System.out.printf(
                    Locale.ROOT,
                    "  %,.0f jobs, %,.0f of them queued%n",
                    server.number("select count(*) from job"),
                    server.number("select count(*) from job where state = 'queued'"));
            claims();
            String first = http.get("/v1/jobs?limit=50");
            measure("first page of 50 jobs (p95 25)", () -> http.get("/v1/jobs?limit=50"));
            measure("first page of the failed (p95 25)", () -> http.get("/v1/jobs?limit=50&status=failed"));
            measure("first page of the queued (p95 25)", () -> http.get("/v1/jobs?limit=50&status=queued"));
            String deep = deepCursor();
            Iterator<String> places = Stream.generate(this::deepCursor)
                    .limit(TIMES + TIMES / 3)
                    .toList()
                    .iterator();
            measure(
                    "a page by cursor, somewhere (p95 25)",
                    () -> http.get("/v1/jobs?limit=50&cursor=" + places.next()));
            measure(
                    "the succeeded by cursor, deep (p95 25)",
                    () -> http.get("/v1/jobs?limit=50&status=succeeded&cursor=" + deep));
            long newest = Json.MAPPER.readTree(first).at("/jobs/0/id").asLong();
            measure("one job (p95 25)", () -> http.get("/v1/jobs/" + (newest - random.nextInt(QUEUED))));
            measure("counts (p95 25)", () -> http.get("/v1/jobs/counts"));
            measure("the queues (p95 25)", () -> http.get("/v1/queues"));
            http.post(worker + "/resume", "");
        }
    }

    private void fill(KeepAliveClient http) throws IOException {
        for (int i = 0; i < QUEUED / 1_000; i++) {
            StringBuilder batch = new StringBuilder("[");
            for (int n = 0; n < 1_000; n++) {
                batch.append(n == 0 ? "" : ",").append(BenchServer.JOB.formatted(n));
            }
            http.post("/v1/jobs/batch", batch.append(']').toString());
        }
    }

    /** By a worker that will be lost, so that the server runs the jobs after their leases; as a worker on one connection. */
    private void claims() throws Exception {
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl(server.databaseUrl());
            JobTransitions transitions = new JobTransitions(new Database(pool));
            measure("claim, by the statement of a worker (p95 25)", () -> {
                transitions.lookEverywhere(Lane.IO);
                return transitions.claim(Lane.IO, "bench", Duration.ofSeconds(15), 1, 1);
            });
        }
    }

    /** Of a page that begins at a time drawn from all. */
    private String deepCursor() {
        try {
            return new JobCursor(
                            OffsetDateTime.parse(server.text("select to_char(created_at at time zone 'UTC',"
                                    + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from job where id = "
                                    + -(1 + random.nextInt(Integer.getInteger("quarry.bench.history", 1))))),
                            0)
                    .text();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Read {
        Object once() throws Exception;
    }

    private static void measure(String what, Read read) throws Exception {
        for (int i = 0; i < TIMES / 3; i++) {
            read.once();
        }
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            read.once();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT, "  %-52s p50 %.2f ms, p95 %.2f ms%n", what, millis[TIMES / 2], millis[TIMES * 95 / 100]);
    }
}

package dev.quarry.bench;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.FreePort;
import dev.quarry.server.Api;
import dev.quarry.spark.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Prints what one discovery of many series takes with every run in Parquet: the largest built-in grid on a year of 30-minute bars
 * each, swept by Spark on two threads, on the packaged server in a heap of 1 GB. System properties {@code quarry.home}: the
 * distribution, {@code quarry.bench.series} (20).
 */
public final class UniverseBench {

    private static final int SERIES = Integer.getInteger("quarry.bench.series", 20);
    private static final int YEAR = 17_520;
    private static final int PAUSE_MILLIS = 500;
    private static final double MEGABYTE = 1e6;

    private final QuarryProcess server;
    private final Api api;
    private final Path runs;

    private UniverseBench(QuarryProcess server, Path runs) {
        this.server = server;
        this.api = new Api(server.base());
        this.runs = runs;
    }

    public static void main(String[] args) throws Exception {
        TestSpark.install();
        Path directory = QuarryProcess.emptyDirectory("universe");
        Path runs = Files.createDirectory(directory.resolve("runs"));
        Map<String, String> settings = Map.of(
                "SPARK_MASTER",
                "local[2]",
                "SPARK_HOME",
                TestSpark.home().toString(),
                "QUARRY_SPARK_OUTPUT",
                runs.toString(),
                "QUARRY_SPARK_CONF",
                "spark.driver.memory=1g, spark.driver.extraJavaOptions=-XX:+UseSerialGC",
                "QUARRY_LANE_COMPUTE_CONCURRENCY",
                "1",
                "QUARRY_LEADERBOARD_REFRESH_MINUTES",
                "0");
        try (QuarryProcess server = QuarryProcess.serveWith(
                        QuarryProcess.packagedHome(),
                        directory.resolve("data"),
                        FreePort.next(),
                        List.of("-Xmx1g"),
                        settings)
                .awaitReady()) {
            new UniverseBench(server, runs).run();
        }
    }

    private void run() throws Exception {
        for (int i = 0; i < SERIES; i++) {
            JsonNode stored = api.upload(
                            "/v1/prices/import",
                            Map.of("exchange", "file", "symbol", symbol(i), "timeframe", "30m"),
                            "bars.csv",
                            SyntheticBars.csv(SyntheticBars.of(YEAR, i)))
                    .body();
            api.await(stored.get("job").get("id").asLong(), "succeeded");
        }
        System.out.printf(
                Locale.ROOT, "%nOne discovery of %d series by Spark local[2], heap of the server 1 GB%n", SERIES);
        long started = System.nanoTime();
        String markets = IntStream.range(0, SERIES)
                .mapToObj(i -> "{\"symbol\": \"" + symbol(i) + "\"}")
                .collect(Collectors.joining(", "));
        long job = api.enqueue("/v1/discover", """
                {"exchange": "file", "timeframe": "30m", "start_ts": "2024-01-01T00:00:00Z", "end_ts": "2024-12-31T00:00:00Z",
                 "grid": "DISCOVERY", "engine": "spark!", "markets": [%s]}""".formatted(markets));
        JsonNode detail = ended(job);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "  %-52s %s, %.0f s%n",
                "ended",
                detail.get("status").asString(),
                seconds);
        System.out.println("  " + detail.get("progress_message").asString());
        long size = files().mapToLong(UniverseBench::size).sum();
        System.out.printf(Locale.ROOT, "  %-52s %,d of %,.0f MB%n", "files of runs", files().count(), size / MEGABYTE);
        System.out.printf(
                Locale.ROOT, "  %-52s %,d MB%n", "the server resident at most", ServerBench.peakMemory(server.pid()));
        timed("statistics", "/v1/discovery/stats");
        timed("a page of 50 by return", "/v1/discovery/runs?limit=50&sort=total_return");
        timed("the same of one series", "/v1/discovery/runs?limit=50&sort=total_return&symbol=" + symbol(SERIES - 1));
        System.out.println("  " + api.get("/v1/discovery/stats").body().get("stats"));
    }

    private static String symbol(int i) {
        return String.format(Locale.ROOT, "S%02d", i);
    }

    /** Waits for as long as it takes, and tells of it each minute. */
    private JsonNode ended(long job) throws InterruptedException {
        long told = System.nanoTime();
        JsonNode detail = api.job(job);
        while (detail.get("finished_at").isNull()) {
            Thread.sleep(PAUSE_MILLIS);
            detail = api.job(job);
            if (System.nanoTime() - told > 60e9) {
                told = System.nanoTime();
                System.out.println("    " + detail.get("progress_current") + " of " + detail.get("progress_total"));
            }
        }
        return detail;
    }

    private void timed(String what, String path) {
        long before = System.nanoTime();
        int status = api.get(path).status();
        System.out.printf(
                Locale.ROOT, "  %-52s %.2f s (status %d)%n", what, (System.nanoTime() - before) / 1e9, status);
    }

    private Stream<Path> files() throws IOException {
        return Files.walk(runs).filter(path -> path.toString().endsWith(".parquet"));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

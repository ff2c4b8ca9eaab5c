package dev.quarry.bench;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.json.Json;
import dev.quarry.series.Bars;
import dev.quarry.server.Api;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Prints how long research jobs take on the packaged server, from POST to {@code succeeded}, with everything stored in
 * its embedded PostgreSQL (fsync on), and how much memory the server took at most. System property {@code quarry.home}:
 * the distribution.
 */
public final class ServerBench {

    private static final int YEAR = 17_520;
    private static final String MARKET = """
            "exchange": "file", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2024-01-01T00:00:00Z", "end_ts": "2024-12-31T00:00:00Z"
            """;

    private final QuarryProcess server;
    private final Api api;

    private ServerBench(QuarryProcess server) {
        this.server = server;
        this.api = new Api(server.base());
    }

    public static void main(String[] args) throws Exception {
        Path data = QuarryProcess.emptyDirectory("bench").resolve("data");
        try (QuarryProcess server = QuarryProcess.serve(data).awaitReady()) {
            new ServerBench(server).upload(SyntheticBars.of(YEAR));
        }
        try (QuarryProcess server = QuarryProcess.serve(data).awaitReady()) {
            new ServerBench(server).run();
        }
    }

    private void run() throws IOException {
        String values = Json.MAPPER.writeValueAsString(
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.optimisation().get("comprehensive"))
                        .values());
        System.out.printf(
                "%nThe packaged server, POST to succeeded, %,d bars (target in brackets)%n%-54s %8s %8s%n",
                YEAR, "", "seconds", "CPU s");
        timed("discover, 252,000, a new server's first job (2.5 s)", "/v1/discover", discover(values, 1));
        timed("optimize, 252,000 combinations, the first", "/v1/optimize", optimize(values, 1));
        timed("optimize, 252,000 combinations", "/v1/optimize", optimize(values, 2));
        for (int number = 2; number <= 4; number++) {
            timed("discover, 252,000 combinations (1.5 s)", "/v1/discover", discover(values, number));
        }
        timed("discover, the same again: all known", "/v1/discover", discover(values, 4));
        timed("leaderboard, none assessed (1 s)", "/v1/leaderboard/refresh", "{\"assess\": 0}");
        timed("leaderboard, 20 assessed", "/v1/leaderboard/refresh", "{}");
        timed("patterns (5 s)", "/v1/patterns/refresh", "{}");
        timed(
                "discover, grid DISCOVERY of 8,960,000 (90 s)",
                "/v1/discover",
                "{" + MARKET + ", \"grid\": \"DISCOVERY\"}");
        timed("leaderboard, none assessed (1 s)", "/v1/leaderboard/refresh", "{\"assess\": 0}");
        timed("leaderboard, 20 assessed", "/v1/leaderboard/refresh", "{}");
        timed("patterns (5 s)", "/v1/patterns/refresh", "{}");
        JsonNode stats = api.get("/v1/discovery/stats").body().get("stats");
        System.out.printf(
                "  stored runs: %,d; the server resident at most: %,d MB (1,000 MB)%n",
                stats.get("total_runs").asLong(), peakMemory(server.pid()));
    }

    private static String optimize(String values, int number) {
        return "{%s, \"param_grid\": %s, \"base_params\": {\"commission\": 0.00%d}}"
                .formatted(MARKET, values, 10 + number);
    }

    /** Each with a commission of its own, so that none finds its runs tested by another. */
    private static String discover(String values, int number) {
        return "{%s, \"param_grid\": %s, \"base_params\": {\"commission\": 0.00%d}}"
                .formatted(MARKET, values, 20 + number);
    }

    private void timed(String what, String path, String payload) {
        double cpuBefore = server.cpuSeconds();
        long before = System.nanoTime();
        JsonNode job = api.await(api.enqueue(path, payload), "succeeded");
        double seconds = (System.nanoTime() - before) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "  %-52s %8.2f %8.2f  %s%n",
                what,
                seconds,
                server.cpuSeconds() - cpuBefore,
                job.get("progress_message").asString());
    }

    private void upload(Bars bars) {
        Map<String, String> market = Map.of("exchange", "file", "symbol", "BTC/USD", "timeframe", "30m");
        long job = api.upload("/v1/prices/import", market, "bars.csv", SyntheticBars.csv(bars))
                .body()
                .get("job")
                .get("id")
                .asLong();
        api.await(job, "succeeded");
    }

    /** The greatest resident size of a process so far, MB. */
    static long peakMemory(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
                .findFirst()
                .orElse(-1);
    }
}

package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** The packaged server that the console's tests share, with prices, a discovery and what follows from it. */
final class ConsoleServer {

    static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-03-31T23:30:00Z" """;

    private static ConsoleServer shared;

    private QuarryProcess process;
    private final long discovery;
    private final long optimisation;

    private ConsoleServer() throws IOException, InterruptedException {
        process = QuarryProcess.serve(QuarryProcess.emptyDirectory("console").resolve("data"))
                .awaitReady();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.close()));
        await(post("v1/prices/ingest", "{" + MARKET + "}"));
        discovery = await(post("v1/discover", """
                {%s, "base_params": {"trade_direction": "Both", "commission": 0.001},
                 "param_grid": {"rsi_min": [64, 66, 68, 70, 72], "rsi_ma_min": [60, 64, 68],
                                "entry_band_mode": ["Either", "BB"], "stop_pct": [1.5, 2.5]}}""".formatted(MARKET)));
        optimisation = await(post("v1/optimize", """
                {%s, "metric": "total_return", "min_trades": 1,
                 "base_params": {"trade_direction": "Both", "commission": 0.001},
                 "param_grid": {"rsi_min": [64, 66, 68, 70], "stop_pct": [1, 1.5, 2, 2.5],
                                "entry_band_mode": ["Either", "BB"]}}""".formatted(MARKET)));
        await(post("v1/leaderboard/refresh", "{\"min_trades\": 1}"));
        await(post("v1/patterns/refresh", "{\"min_confidence\": 0}"));
    }

    static synchronized ConsoleServer shared() throws IOException, InterruptedException {
        if (shared == null) {
            shared = new ConsoleServer();
        }
        return shared;
    }

    QuarryProcess process() {
        return process;
    }

    long discovery() {
        return discovery;
    }

    long optimisation() {
        return optimisation;
    }

    /** Sends a job and tells its number. */
    long post(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = process.post(path, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body()).at("/job/id").asLong();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(process.get(path).body());
    }

    /** Stops the server as an operator would. */
    void stop() throws InterruptedException {
        assertThat(process.stop()).isZero();
    }

    /** Starts it again where it was. */
    void start() throws InterruptedException {
        process = QuarryProcess.start(QuarryProcess.packagedHome(), process.data(), process.port(), "serve")
                .awaitReady();
    }

    /** Waits until the job has failed with so many attempts. */
    void awaitAttempts(long job, int attempts) throws IOException, InterruptedException {
        for (int k = 0; k < 300; k++) {
            JsonNode now = get("v1/jobs/" + job);
            if (now.path("status").asString().equals("failed")
                    && now.path("attempts").size() == attempts) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Job " + job + " has not failed with " + attempts + " attempts");
    }

    /** Waits until the job has succeeded. */
    long await(long job) throws IOException, InterruptedException {
        for (int k = 0; k < 1200; k++) {
            JsonNode now = get("v1/jobs/" + job);
            if (now.path("status").asString().equals("succeeded")) {
                return job;
            }
            assertThat(now.path("status").asString()).as(now.toString()).isIn("queued", "running");
            Thread.sleep(100);
        }
        throw new AssertionError("Job " + job + " does not end");
    }
}

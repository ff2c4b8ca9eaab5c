package dev.quarry.console;

import dev.quarry.bench.BenchServer;
import dev.quarry.bench.JobHistory;
import dev.quarry.server.Api;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Prints how soon each page of the console shows its content, with nothing but the sample in the database and then with
 * 1,000,000 finished jobs and 1,000,000 runs ({@code quarry.bench.console.jobs} and {@code .runs} say how many). System
 * property {@code quarry.home}: the distribution. Milliseconds from the navigation to content without a placeholder, the median of three; Chromium and the
 * driver's polling are in it, so the first column is the baseline.
 */
public final class ConsoleScaleBench {

    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-01-20T23:30:00Z" """;

    /** 100 combinations for each of the values of stop_pct that follow. */
    private static final String DISCOVERY = """
            {%s, "base_params": {"trade_direction": "Both", "commission": 0.001},
             "param_grid": {"rsi_min": [61, 62, 63, 64, 65, 66, 67, 68, 69, 70],
                            "rsi_ma_min": [55, 56, 57, 58, 59, 60, 61, 62, 63, 64], "stop_pct": %s}}""";

    private static final int TIMES = 3;

    private ConsoleScaleBench() {}

    public static void main(String[] arguments) throws Exception {
        int jobs = Integer.getInteger("quarry.bench.console.jobs", 1_000_000);
        int runs = Integer.getInteger("quarry.bench.console.runs", 1_000_000);
        try (BenchServer server = BenchServer.create("console-scale").start()) {
            URI base = URI.create("http://127.0.0.1:" + server.port() + "/");
            Api api = new Api(base);
            succeed(api, "v1/prices/ingest", "{" + MARKET + "}");
            discover(api, 1);
            succeed(api, "v1/leaderboard/refresh", "{\"min_trades\": 1}");
            double[] few = measure(base, api);
            new JobHistory(server.database()).fill(jobs);
            discover(api, runs / 100);
            double[] many = measure(base, api);
            System.out.printf(
                    "%n%-60s %10s %10s   ms%n", "with %,d jobs and %,d runs".formatted(jobs, runs), "few", "many");
            List<String> pages = pages(api);
            for (int i = 0; i < few.length; i++) {
                System.out.printf("%-60s %10.0f %10.0f%n", pages.get(i), few[i], many[i]);
            }
        }
    }

    private static void discover(Api api, int stops) {
        StringBuilder values = new StringBuilder("[");
        for (int i = 0; i < stops; i++) {
            values.append(i == 0 ? "" : ", ").append(1 + i / 1000.0);
        }
        succeed(api, "v1/discover", DISCOVERY.formatted(MARKET, values.append(']')));
    }

    private static void succeed(Api api, String path, String json) {
        api.await(api.enqueue(path, json), "succeeded");
    }

    private static List<String> pages(Api api) {
        JsonNode run = api.get("v1/discovery/runs?limit=1").body();
        return List.of(
                "/",
                "/problems",
                "/jobs",
                "/jobs?status=succeeded",
                "/jobs?status=failed",
                "/jobs?job_type=discover",
                "/jobs?text=stop_pct",
                "/research",
                "/research?winner=true&sort_by=sharpe_ratio",
                "/research?winner=false",
                "/research/runs/" + run.at("/runs/0/params_hash").asString(),
                "/leaderboard",
                "/patterns",
                "/prices",
                "/schedules",
                "/new/discover");
    }

    private static double[] measure(URI base, Api api) {
        try (Browser browser = Browser.open(base)) {
            browser.go("/jobs");
            List<String> pages = pages(api);
            double[] medians = new double[pages.size()];
            for (int page = 0; page < medians.length; page++) {
                double[] millis = new double[TIMES];
                for (int time = 0; time < TIMES; time++) {
                    long before = System.nanoTime();
                    browser.go(pages.get(page));
                    browser.until("!document.querySelector('main .skeleton')");
                    millis[time] = (System.nanoTime() - before) / 1e6;
                }
                Arrays.sort(millis);
                medians[page] = millis[TIMES / 2];
            }
            return medians;
        }
    }
}

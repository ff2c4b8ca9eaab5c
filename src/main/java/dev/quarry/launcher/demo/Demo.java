package dev.quarry.launcher.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Imports real prices, runs a discovery over thousands of strategies, makes leaderboard and rules from what it found, runs one
 * optimisation and one of another strategy, posting step by step what a client would.
 */
public final class Demo {
    private static final String SAMPLE = "sample";
    private static final Set<String> SHORT_MEMORY = Set.of("kraken", "gemini");
    private static final Map<String, Object> SAMPLE_MARKET = ordered(
            "exchange", SAMPLE,
            "symbol", "BTC/USD",
            "timeframe", "30m",
            "start_ts", "2014-01-01T00:00:00Z",
            "end_ts", "2014-07-15T19:30:00Z");
    /** Base parameters, given explicitly so that a back-test with the same parameters gives the same numbers. */
    private static final Map<String, Object> BASE = ordered("trade_direction", "Both", "commission", 0.001);

    private static final Map<String, Object> WINNER = ordered(
            "min_trades", 10,
            "min_total_return", 0,
            "max_drawdown", 20,
            "min_profit_factor", 1,
            "min_win_rate", 0);
    private static final Map<String, Object> SMALL_GRID = ordered(
            "rsi_min", List.of(68, 70, 72),
            "rsi_ma_min", List.of(68, 70),
            "entry_band_mode", List.of("Either", "Both"),
            "stop_pct", List.of(1.5, 2, 2.5));
    private static final String TURTLES = "turtle_trading";
    private static final Map<String, Object> TURTLE_GRID = ordered(
            "entry_bars", List.of(10, 20, 30, 40, 55, 70, 90, 120),
            "exit_bars", List.of(5, 10, 20, 40),
            "trend", List.of(false, true),
            "stop_atr_mult", List.of(1.5, 2, 3));
    private static final long POLL_MILLIS = 150;

    private final QuarryClient client;
    private final URI base;
    private final PrintStream out;
    private final boolean live;
    private final Map<String, Object> market;

    private Demo(URI base, PrintStream out, boolean live, String exchange) {
        this.market = SAMPLE.equals(exchange) ? SAMPLE_MARKET : recent(exchange, LocalDate.now(ZoneOffset.UTC));
        this.client = new QuarryClient(base);
        this.base = base;
        this.out = out;
        this.live = live;
    }

    /**
     * Runs the demonstration.
     *
     * @param base the address of a running server, ending with a slash
     * @param live whether {@code out} is a terminal, on which a progress bar can be redrawn
     * @param exchange where the prices come from: {@code sample}, or an exchange that the server may call
     * @return empty when everything succeeded, else one sentence that says what did not
     * @throws InterruptedException when the thread is interrupted
     */
    public static String run(URI base, PrintStream out, boolean live, String exchange) throws InterruptedException {
        try {
            new Demo(base, out, live, exchange).run();
            return "";
        } catch (DemoException e) {
            return e.getMessage();
        }
    }

    private void run() throws InterruptedException {
        out.println();
        out.println(
                market == SAMPLE_MARKET
                        ? "Sample prices: BTC/USD on Bitstamp, 30 minutes, January to July 2014"
                        : String.format(
                                Locale.ROOT,
                                "Prices: BTC/USD from %s, 30 minutes, since %s",
                                market.get("exchange"),
                                market.get("start_ts")));
        Job ingestion = follow(client.enqueue("v1/prices/ingest", market));
        done(count(ingestion.result(), "rows_returned") + " bars");

        out.println("Discovery: every strategy of the grid QUICK, both directions");
        Job discovery = follow(
                client.enqueue("v1/discover", market("grid", "QUICK", "base_params", BASE, "win_criteria", WINNER)));
        done(discovered(discovery.result().path("summary")));

        out.println("Leaderboard and rules");
        follow(client.enqueue("v1/leaderboard/refresh", Map.of()));
        Job patterns = follow(client.enqueue("v1/patterns/refresh", Map.of()));
        done(count(patterns.result(), "discovered") + " rules found");

        out.println("Optimisation: a small grid, the best total return");
        Job optimisation = follow(client.enqueue(
                "v1/optimize",
                market("base_params", BASE, "param_grid", SMALL_GRID, "metric", "total_return", "min_trades", 10)));
        done("finished");

        out.println("The same prices, another strategy: " + TURTLES + ", a definition that comes with Quarry");
        Job turtles = follow(client.enqueue(
                "v1/optimize",
                market("strategy", TURTLES, "param_grid", TURTLE_GRID, "metric", "total_return", "min_trades", 10)));
        done("finished");

        Report report = new Report(out);
        JsonNode snapshot = client.get("v1/leaderboard");
        report.jobs(client.get("v1/jobs?limit=10"));
        report.leaderboard(snapshot);
        report.rules(client.get("v1/patterns"));
        report.optimisation("The optimisation's best", optimisation.result());
        report.optimisation("The best of " + TURTLES, turtles.result());
        report.continueWith(base, discovery.id(), market(BASE), snapshot);
        out.println();
    }

    private Job follow(Job enqueued) throws InterruptedException {
        ProgressLine progress = new ProgressLine(out, live, System::nanoTime);
        try {
            Job job = enqueued;
            while (!job.finished()) {
                progress.show(job);
                Thread.sleep(POLL_MILLIS);
                job = client.job(job.id());
            }
            progress.clear();
            if (job.succeeded()) {
                return job;
            }
            String reason = job.error().lines().findFirst().orElse("");
            throw new DemoException("Job " + job.id() + " (" + job.type() + ") "
                    + (job.status().equals("failed") ? "failed" : "was canceled")
                    + (reason.isEmpty() ? "." : ": " + reason));
        } finally {
            progress.clear();
        }
    }

    private static String discovered(JsonNode summary) {
        long tested = summary.path("total_tested").asLong(0);
        long fresh = summary.path("new_tested").asLong(0);
        if (fresh == 0) {
            return String.format(Locale.ROOT, "all %,d strategies were tested before, nothing to do", tested);
        }
        double seconds = summary.path("duration_seconds").asDouble(0);
        return String.format(
                Locale.ROOT,
                "%,d strategies tested%s%s, %,d winners",
                fresh,
                fresh < tested ? String.format(Locale.ROOT, " (%,d were known)", tested - fresh) : "",
                seconds > 0 ? String.format(Locale.ROOT, " in %.1f s", seconds) : "",
                summary.path("winners_found").asLong(0));
    }

    private void done(String what) {
        out.println("  " + what);
    }

    private static String count(JsonNode result, String field) {
        return result.path(field).isNumber()
                ? String.format(Locale.ROOT, "%,d", result.path(field).asLong())
                : "no count of";
    }

    /**
     * A range of whole days that are over: half a year, or what exchanges without history still have of 30-minute bars.
     */
    static Map<String, Object> recent(String exchange, LocalDate today) {
        int days = SHORT_MEMORY.contains(exchange) ? 14 : 180;
        return ordered(
                "exchange",
                exchange,
                "symbol",
                "BTC/USD",
                "timeframe",
                "30m",
                "start_ts",
                today.minusDays(days) + "T00:00:00Z",
                "end_ts",
                today.minusDays(1) + "T23:30:00Z");
    }

    private Map<String, Object> market(Object... more) {
        return market(ordered(more));
    }

    private Map<String, Object> market(Map<String, Object> more) {
        Map<String, Object> payload = new LinkedHashMap<>(market);
        payload.putAll(more);
        return payload;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}

package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.json.Json;
import dev.quarry.server.Api.Answer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The contract as the reference's UI reads it, on the packaged distribution, beginning without a single bar. */
class ReferenceContractIT {

    private static final StubBitstamp EXCHANGE = StubBitstamp.start();

    /** What the UI reads of each answer; a list that is not {@link #EXACT} may have more. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry(
                    "job",
                    "id job_type status priority created_at started_at finished_at heartbeat_at worker_id"
                            + " progress_current progress_total progress_message"),
            Map.entry("job detail", "payload result error"),
            Map.entry("event", "id ts level message"),
            Map.entry("backtest", "df ds trades stats equity_curve params"),
            Map.entry(
                    "stats",
                    "trades win_rate avg_return_pct median_return_pct best_return_pct worst_return_pct profit_factor"
                            + " avg_duration total_equity_return_pct max_drawdown_pct sharpe_ratio sortino_ratio"
                            + " calmar_ratio max_consecutive_wins max_consecutive_losses"),
            Map.entry("ingest", "exchange symbol timeframe requested cached_bounds rows_returned"),
            Map.entry("coverage", "exchange symbol timeframe min_ts_ms max_ts_ms rows"),
            Map.entry("grid", "exchange symbol timeframe start_ts end_ts kind metric results"),
            Map.entry("walk", "exchange symbol timeframe start_ts end_ts kind summary results"),
            Map.entry(
                    "walk summary",
                    "folds_total folds_ok oos_avg_return oos_median_return oos_avg_profit_factor oos_avg_win_rate"
                            + " oos_avg_max_drawdown recommended_params"),
            Map.entry("discover", "exchange symbol timeframe start_ts end_ts summary"),
            Map.entry(
                    "discover summary",
                    "total_tested new_tested winners_found best_return best_params duration_seconds"),
            Map.entry("refreshed", "snapshot_id stats strategies"),
            Map.entry("leaderboard", "snapshot_id created_at payload"),
            Map.entry(
                    "leaderboard stats",
                    "total_winners avg_return avg_drawdown avg_profit_factor avg_win_rate best_return worst_drawdown"),
            Map.entry("strategy", "rank params_hash discovered_at metrics params"),
            Map.entry("metrics", "total_return max_drawdown profit_factor win_rate sharpe_ratio num_trades"),
            Map.entry("patterns", "discovered min_confidence min_occurrence_pct"),
            Map.entry(
                    "rule",
                    "rule_id parameter condition occurrence_pct avg_return_with avg_return_without confidence"
                            + " description discovered_at"),
            Map.entry(
                    "discovery stats",
                    "total_runs winners_count win_rate_pct best_return avg_winner_return avg_winner_drawdown"
                            + " avg_winner_pf avg_winner_win_rate rules_discovered"));

    /** Tables, of which each column counts. */
    private static final Map<String, String> EXACT = Map.of(
            "df",
            "Open High Low Close Volume",
            "ds",
            "Open High Low Close Volume bb_mid bb_up bb_low kc_mid kc_up kc_low kc_atr rsi30 rsi30_ma",
            "trades",
            "EntryBar ExitBar EntryTimeUTC ExitTimeUTC EntryPrice ExitPrice Side ExitReason EntryTimeConv ReturnPct"
                    + " Size NotionalEntry RealizedPnL Commission EquityAfter R_multiple EquityBefore"
                    + " EffectiveLeverage MarginUtilAtEntry LiqPrice NetReturnPct",
            "grid",
            "rsi_min stop_pct profit_factor win_rate total_return max_drawdown sharpe_ratio sortino_ratio"
                    + " calmar_ratio num_trades avg_return",
            "walk",
            "fold train_start train_end test_start test_end status rsi_min stop_pct train_metric train_trades"
                    + " test_total_return test_profit_factor test_win_rate test_max_drawdown test_trades");

    private static final String STRATEGY =
            "\"trade_direction\": \"Both\", \"rsi_ma_min\": 50, \"use_rsi_relation\": false";
    private static final String GRID = "\"base_params\": {" + STRATEGY
            + "}, \"param_grid\": {\"rsi_min\": [52, 56, 60], \"stop_pct\": [1.5, 2, 3]}";

    private static QuarryProcess quarry;

    private static Api api;

    @BeforeAll
    static void start() throws InterruptedException {
        quarry = QuarryProcess.serveWith(
                        QuarryProcess.emptyDirectory("contract"),
                        Map.of("QUARRY_EXCHANGE_BITSTAMP_URL", EXCHANGE.url()))
                .awaitReady();
        api = new Api(quarry.base());
    }

    @AfterAll
    static void stop() {
        quarry.close();
    }

    @Test
    void the_first_back_test_of_an_empty_installation_fetches_its_prices() {
        Answer answer = backtest("bitstamp", "ONE/USD");

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        has("backtest", answer.body());
        has("stats", answer.body().get("stats"));
        counts(answer.body().get("stats"), "trades", "max_consecutive_wins", "max_consecutive_losses");
        for (String table : List.of("df", "ds", "trades")) {
            JsonNode split = Json.MAPPER.readTree(answer.body().get(table).asString());
            assertThat(split.propertyNames()).containsExactly("columns", "index", "data");
            assertThat(texts(split.get("columns")))
                    .containsExactly(EXACT.get(table).split(" "));
            assertThat(split.get("index")).hasSameSizeAs(split.get("data"));
        }
        assertThat(Json.MAPPER.readTree(answer.body().get("df").asString()).get("data"))
                .hasSize(1441);
        assertThat(answer.body().at("/stats/trades").asInt()).isPositive();
        assertThat(jobs("ONE/USD")).hasSize(1);
        assertThat(backtest("bitstamp", "ONE/USD").status()).isEqualTo(200);
        assertThat(jobs("ONE/USD")).hasSize(1);
    }

    @Test
    void a_back_test_whose_prices_take_long_names_the_job_that_fetches_them() {
        Answer answer = backtest("bitstamp", "SLOW/USD");

        assertThat(answer.status()).isEqualTo(409);
        long job = answer.body().get("job_id").asLong();
        assertThat(answer.body().get("detail").asString()).contains("SLOW/USD", "Job " + job + " is fetching them");
        assertThat(answer.raw().headers().firstValue("Location").orElseThrow()).endsWith("/v1/jobs/" + job);
        assertThat(api.job(job).get("job_type").asString()).isEqualTo("prices_ingest");
        EXCHANGE.hurry();
        api.await(job, "succeeded");
        assertThat(backtest("bitstamp", "SLOW/USD").status()).isEqualTo(200);
    }

    @Test
    void a_back_test_that_cannot_have_prices_says_what_would_help() {
        Answer nobody = backtest("myfiles", "ONE/USD");
        Answer none = backtest("bitstamp", "NONE/USD");
        Answer refused = backtest("bitstamp", "BAD/USD");

        assertThat(List.of(nobody.status(), none.status(), refused.status())).containsOnly(400);
        assertThat(nobody.body().get("detail").asString())
                .startsWith("No OHLCV data available for requested range")
                .contains("POST /v1/prices/import", "bitstamp");
        assertThat(none.body().get("detail").asString()).startsWith("No OHLCV data available for requested range");
        assertThat(refused.body().get("detail").asString()).contains("could not be fetched", "bitstamp answers 404");
    }

    @Test
    void prices_are_ingested_and_covered() {
        JsonNode result =
                done("/v1/prices/ingest", "{" + market("TWO/USD") + ", \"page_limit\": 500, \"sleep_mult\": 1.0}");

        has("ingest", result);
        assertThat(result.get("requested").propertyNames()).contains("start_ts", "end_ts");
        assertThat(result.get("cached_bounds").propertyNames()).contains("min_ts", "max_ts");
        counts(result, "rows_returned");
        JsonNode coverage = api.get("/v1/prices/coverage?limit=10").body().get("coverage");
        assertThat(coverage).isNotEmpty().allSatisfy(series -> {
            has("coverage", series);
            counts(series, "min_ts_ms", "max_ts_ms", "rows");
        });
    }

    @Test
    void a_grid_search_and_a_walk_forward_have_the_references_tables() {
        String search = "{" + market("THREE/USD") + ", " + GRID + ", \"metric\": \"profit_factor\", \"min_trades\": 1";
        JsonNode grid = done("/v1/optimize", search + ", \"validation_mode\": \"single\"}");
        JsonNode walk = done(
                "/v1/optimize",
                search + ", \"validation_mode\": \"walk\", \"walk_forward\": {\"train_days\": 20, \"test_days\": 10}}");

        has("grid", grid);
        assertThat(grid.get("kind").asString()).isEqualTo("grid_search");
        table("grid", grid.get("results"), "num_trades", "rsi_min");
        has("walk", walk);
        assertThat(walk.get("kind").asString()).isEqualTo("walk_forward");
        has("walk summary", walk.get("summary"));
        counts(walk.get("summary"), "folds_total", "folds_ok");
        table("walk", walk.get("results"), "fold", "train_trades", "test_trades", "rsi_min");
    }

    @Test
    void a_discovery_fills_the_leaderboard_the_rules_and_the_statistics() {
        JsonNode discovery = done(
                "/v1/discover",
                "{" + market("FOUR/USD") + ", " + GRID
                        + ", \"use_parallel\": true, \"n_workers\": 2, \"batch_size\": 50, \"skip_tested\": true,"
                        + " \"win_criteria\": {\"min_total_return\": -100, \"max_drawdown\": 100, \"min_trades\": 1,"
                        + " \"min_profit_factor\": 0, \"min_win_rate\": 0}}");
        has("discover", discovery);
        has("discover summary", discovery.get("summary"));
        counts(discovery.get("summary"), "total_tested", "new_tested", "winners_found");

        JsonNode refreshed =
                done("/v1/leaderboard/refresh", "{\"sort_by\": \"sharpe_ratio\", \"top_n\": 100, \"min_trades\": 1}");
        has("refreshed", refreshed);
        JsonNode served = api.get("/v1/leaderboard").body();
        has("leaderboard", served);
        assertThat(served.get("snapshot_id")).isEqualTo(refreshed.get("snapshot_id"));
        has("leaderboard stats", served.at("/payload/stats"));
        counts(served.at("/payload/stats"), "total_winners");
        assertThat(served.at("/payload/strategies")).isNotEmpty().allSatisfy(strategy -> {
            has("strategy", strategy);
            has("metrics", strategy.get("metrics"));
            counts(strategy, "rank");
            counts(strategy.get("metrics"), "num_trades");
        });
        long scheduled = api.post("/v1/schedules/leaderboard_refresh/run", "")
                .body()
                .get("job_id")
                .asLong();
        JsonNode repeated = api.await(scheduled, "succeeded").get("result");
        assertThat(repeated.get("strategies")).hasSameSizeAs(refreshed.get("strategies"));
        assertThat(api.get("/v1/leaderboard").body().get("snapshot_id")).isEqualTo(repeated.get("snapshot_id"));

        JsonNode patterns = done("/v1/patterns/refresh", "{\"min_confidence\": 0.1, \"min_occurrence_pct\": 5}");
        has("patterns", patterns);
        counts(patterns, "discovered");
        assertThat(api.get("/v1/patterns?min_confidence=0").body().get("rules")).allSatisfy(rule -> has("rule", rule));
        JsonNode stats = api.get("/v1/discovery/stats").body().get("stats");
        has("discovery stats", stats);
        counts(stats, "total_runs", "winners_count", "rules_discovered");
    }

    @Test
    void jobs_are_listed_shown_reported_and_canceled() {
        Answer posted = api.post(
                "/v1/jobs",
                "{\"job_type\": \"leaderboard_refresh\", \"payload\": {\"symbol\": \"FIVE/USD\"}, \"priority\": 0}");
        JsonNode job = posted.body().get("job");
        long id = job.get("id").asLong();
        has("job", job);
        has("job detail", job);

        JsonNode listed = api.get("/v1/jobs?limit=5&offset=0&job_type=leaderboard_refresh")
                .body()
                .get("jobs");
        assertThat(listed).isNotEmpty().allSatisfy(one -> has("job", one));
        JsonNode canceled = api.post("/v1/jobs/" + id + "/cancel", "").body();
        has("job detail", canceled);
        JsonNode events = api.get("/v1/jobs/" + id + "/events?limit=500").body();
        assertThat(events.propertyNames()).contains("job_id", "events");
        assertThat(events.get("events")).isNotEmpty().allSatisfy(event -> has("event", event));
        JsonNode missing = api.get("/v1/jobs/999999999").body();
        assertThat(missing.get("detail").asString()).isEqualTo("Job not found");
    }

    @Test
    void status_lines_have_the_usual_reason_phrases() throws IOException {
        assertThat(statusLine("GET", "/v1/jobs?limit=5", null)).isEqualTo("200 OK");
        assertThat(statusLine("POST", "/v1/jobs", "{")).isEqualTo("400 Bad Request");
        assertThat(statusLine("GET", "/v1/jobs/999999999", null)).isEqualTo("404 Not Found");
        assertThat(statusLine("DELETE", "/v1/jobs", null)).isEqualTo("405 Method Not Allowed");
        assertThat(statusLine("GET", "/v1/strategies/check", null))
                .as("its name is no strategy's")
                .isEqualTo("405 Method Not Allowed");
        assertThat(statusLine("PUT", "/v1/strategies/check", "{}")).isEqualTo("405 Method Not Allowed");
        assertThat(statusLine("GET", "/v1/strategies/checks", null)).isEqualTo("404 Not Found");
        assertThat(statusLine("POST", "/v1/optimize", "{}")).isEqualTo("422 Unprocessable Content");
        assertThat(statusLine("GET", "/v1/jobs?limit=x", null)).isEqualTo("422 Unprocessable Content");
    }

    private String statusLine(String method, String path, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) quarry.base().resolve(path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setReadTimeout(30_000);
        if (body != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        return connection.getResponseCode() + " " + connection.getResponseMessage();
    }

    private Answer backtest(String exchange, String symbol) {
        return api.post(
                "/v1/backtest",
                "{\"params\": {" + market(symbol).replace("bitstamp", exchange) + ", " + STRATEGY
                        + ", \"rsi_min\": 55, \"trade_mode\": \"Simple (1x spot-style)\"}}");
    }

    private static String market(String symbol) {
        return "\"exchange\": \"bitstamp\", \"symbol\": \"" + symbol + "\", \"timeframe\": \"1h\","
                + " \"start_ts\": \"2024-01-01T00:00:00+00:00\", \"end_ts\": \"2024-03-01T00:59:59.999000+00:00\"";
    }

    private JsonNode jobs(String symbol) {
        return api.get("/v1/jobs?text=" + symbol.replace("/", "%2F")).body().get("jobs");
    }

    private JsonNode done(String path, String payload) {
        return api.await(api.enqueue(path, payload), "succeeded").get("result");
    }

    private static void has(String what, JsonNode object) {
        assertThat(object.propertyNames()).as(what).contains(KEYS.get(what).split(" "));
    }

    private static void counts(JsonNode object, String... names) {
        for (String name : names) {
            assertThat(object.get(name).isIntegralNumber())
                    .as(name + " of " + object)
                    .isTrue();
        }
    }

    private static void table(String what, JsonNode results, String... counts) {
        String[] columns = EXACT.get(what).split(" ");
        assertThat(texts(results.get("columns"))).containsExactly(columns);
        assertThat(results.get("records")).isNotEmpty().allSatisfy(record -> {
            assertThat(record.propertyNames()).containsExactly(columns);
            counts(record, counts);
        });
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}

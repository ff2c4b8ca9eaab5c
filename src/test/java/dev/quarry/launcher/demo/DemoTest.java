package dev.quarry.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void another_exchange_is_shown_on_whole_days_that_are_over_as_far_back_as_it_remembers() {
        LocalDate today = LocalDate.parse("2026-03-10");

        assertThat(Demo.recent("kraken", today))
                .containsEntry("exchange", "kraken")
                .containsEntry("start_ts", "2026-02-24T00:00:00Z")
                .containsEntry("end_ts", "2026-03-09T23:30:00Z");
        assertThat(Demo.recent("bitstamp", today)).containsEntry("start_ts", "2025-09-11T00:00:00Z");
    }

    @Test
    void every_step_is_posted_in_order_and_the_results_are_shown() throws InterruptedException {
        script(7200, 7200);

        assertThat(Demo.run(server.base(), out(), false, "sample")).isEmpty();

        assertThat(server.posted().stream().map(post -> post.split(" ")[0]))
                .containsExactly(
                        "/v1/prices/ingest",
                        "/v1/discover",
                        "/v1/leaderboard/refresh",
                        "/v1/patterns/refresh",
                        "/v1/optimize",
                        "/v1/optimize");
        assertThat(server.posted().get(5)).contains("\"strategy\":\"turtle_trading\"");
        assertThat(server.posted().get(1))
                .contains("\"grid\":\"QUICK\"", "\"exchange\":\"sample\"", "\"trade_direction\":\"Both\"")
                .contains("\"start_ts\":\"2014-01-01T00:00:00Z\"", "\"end_ts\":\"2014-07-15T19:30:00Z\"");
        assertThat(text())
                .contains("9,400 bars")
                .contains("7,200 strategies tested in 4.5 s, 812 winners")
                .contains("50%  3,600/7,200", "halfway")
                .contains("14 rules found");
        assertThat(text().lines())
                .anySatisfy(line -> assertThat(line).matches(" +1 +16\\.29 +4\\.10 +∞ +60\\.00 +1\\.20 +42 +66"))
                .anySatisfy(line -> assertThat(line).matches(" +2 +12\\.00 +5\\.00 +1\\.50 +55\\.00 +– +40 +68"))
                .anySatisfy(line -> assertThat(line).isEqualTo("  0.71  rsi_min in range 64-68 appears in 70%"))
                .anySatisfy(line -> assertThat(line).matches(" +68 +Either +1\\.40 +9\\.50 +31"))
                .anySatisfy(line -> assertThat(line).matches(" +2  discover +succeeded +7,200/7,200.*"));
    }

    @Test
    void the_commands_to_go_on_with_name_this_server_this_job_and_the_best_strategy() throws InterruptedException {
        script(7200, 7200);

        Demo.run(server.base(), out(), false, "sample");

        assertThat(text().lines().filter(line -> line.startsWith("  curl")))
                .hasSize(3)
                .allMatch(line -> line.contains(server.base().toString()))
                .anyMatch(line -> line.endsWith("v1/jobs/2"))
                .anyMatch(line -> line.contains("v1/backtest")
                        && line.contains("\"symbol\":\"BTC/USD\"")
                        && line.contains("\"rsi_min\":66"));
    }

    @Test
    void a_second_run_says_that_everything_was_known() throws InterruptedException {
        script(7200, 0);

        assertThat(Demo.run(server.base(), out(), false, "sample")).isEmpty();

        assertThat(text()).contains("all 7,200 strategies were tested before").contains("The best strategies");
    }

    @Test
    void a_failed_job_ends_the_demo_with_its_reason() throws InterruptedException {
        server.on(
                        "POST /v1/prices/ingest",
                        200,
                        "{\"job\":{\"id\":1,\"job_type\":\"prices_ingest\",\"status\":\"queued\"}}")
                .on(
                        "GET /v1/jobs/1",
                        200,
                        "{\"id\":1,\"job_type\":\"prices_ingest\",\"status\":\"failed\",\"error\":\"No file\\n at x\"}");

        assertThat(Demo.run(server.base(), out(), false, "sample")).isEqualTo("Job 1 (prices_ingest) failed: No file");
    }

    @Test
    void a_refused_request_ends_the_demo_with_the_servers_detail() throws InterruptedException {
        server.on("POST /v1/prices/ingest", 422, "{\"title\":\"Invalid\",\"detail\":\"exchange: unknown\"}");

        assertThat(Demo.run(server.base(), out(), false, "sample"))
                .isEqualTo("POST /v1/prices/ingest was refused with HTTP 422: exchange: unknown");
    }

    @Test
    void a_server_that_does_not_answer_is_a_sentence() throws InterruptedException {
        server.close();

        assertThat(Demo.run(server.base(), out(), false, "sample")).contains("does not answer");
    }

    private void script(int total, int fresh) {
        enqueued("prices/ingest", 1, "prices_ingest", "{\"rows_returned\":9400}", 1);
        server.on("POST /v1/discover", 200, "{\"job\":{\"id\":2,\"job_type\":\"discover\",\"status\":\"queued\"}}")
                .on("GET /v1/jobs/2", 200, """
                        {"id":2,"job_type":"discover","status":"running",
                         "progress_current":3600,"progress_total":7200,"progress_message":"halfway"}""");
        enqueued("discover", 2, "discover", """
                {"summary":{"total_tested":%d,"new_tested":%d,"winners_found":812,"duration_seconds":4.5}}""".formatted(total, fresh), total);
        enqueued("leaderboard/refresh", 3, "leaderboard_refresh", "{}", 1);
        enqueued("patterns/refresh", 4, "patterns_refresh", "{\"discovered\":14}", 1);
        enqueued("optimize", 5, "optimize", """
                {"results":{"columns":["rsi_min","entry_band_mode","profit_factor","total_return","num_trades"],
                 "records":[{"rsi_min":68,"entry_band_mode":"Either","profit_factor":1.4,
                             "total_return":9.5,"num_trades":31.0}]}}""", 36);
        server.on("GET /v1/jobs", 200, """
                {"jobs":[{"id":2,"job_type":"discover","status":"succeeded","progress_current":7200,
                          "progress_total":7200,"progress_message":"Complete!"}]}""");
        server.on("GET /v1/leaderboard", 200, """
                {"snapshot_id":1,"payload":{"strategies":[
                 {"rank":1,"metrics":{"total_return":16.29,"max_drawdown":4.1,"profit_factor":null,
                  "profit_factor_infinite":true,"win_rate":60,"sharpe_ratio":1.2,"num_trades":42},
                  "params":{"rsi_min":66,"entry_band_mode":"Either"}},
                 {"rank":2,"metrics":{"total_return":12,"max_drawdown":5,"profit_factor":1.5,
                  "win_rate":55,"sharpe_ratio":null,"num_trades":40},
                  "params":{"rsi_min":68,"entry_band_mode":"Either"}}]}}""");
        server.on("GET /v1/patterns", 200, """
                {"rules":[{"confidence":0.71,"description":"rsi_min in range 64-68 appears in 70%"}]}""");
    }

    private void enqueued(String route, int id, String type, String result, int total) {
        server.on(
                        "POST /v1/" + route,
                        200,
                        "{\"job\":{\"id\":%d,\"job_type\":\"%s\",\"status\":\"queued\"}}".formatted(id, type))
                .on("GET /v1/jobs/" + id, 200, """
                        {"id":%d,"job_type":"%s","status":"succeeded","progress_current":%d,"progress_total":%d,
                         "result":%s}""".formatted(id, type, total, total, result));
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

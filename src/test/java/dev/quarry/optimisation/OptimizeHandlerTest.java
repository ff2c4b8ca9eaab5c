package dev.quarry.optimisation;

import static dev.quarry.runs.Payloads.market;
import static dev.quarry.runs.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.backtest.Golden;
import dev.quarry.backtest.SampleBars;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.platform.json.Json;
import dev.quarry.runs.FixedPrices;
import dev.quarry.runs.GoldenDiscovery;
import dev.quarry.runs.SweepThreads;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OptimizeHandlerTest {

    private final RecordingJobContext job = new RecordingJobContext(1);
    private final OptimizeHandler handler =
            new OptimizeHandler(new FixedPrices(SampleBars.bars()), SweepThreads.ONE, 10_000);

    @TestFactory
    Stream<DynamicTest> grid_searches_answer_with_the_references_rows() {
        return Golden.cases("grid_quick.json")
                .filter(c -> c.name().startsWith("repo/"))
                .flatMap(c -> GoldenDiscovery.objects(c.json(), "searches").stream()
                        .map(search ->
                                dynamicTest(c.name() + " by " + search.get("metric"), () -> checkSearch(c, search))));
    }

    private void checkSearch(Golden.Case golden, Map<String, Object> search) {
        ObjectNode payload = payload(golden);
        for (String name : List.of("metric", "min_trades", "constraints", "top_n")) {
            payload.set(name, Json.MAPPER.valueToTree(search.get(name)));
        }
        JsonNode result = run(payload);

        assertThat(result.at("/kind").stringValue()).isEqualTo("grid_search");
        assertThat(result.at("/passing").longValue()).isEqualTo(((Number) search.get("passing")).longValue());
        assertThat(result.at("/combinations").longValue()).isEqualTo(36);
        assertThat(result.at("/failed").longValue()).isZero();
        List<Object> columns = Golden.list(search, "result_columns");
        assertThat(Json.MAPPER.convertValue(result.at("/results/columns"), List.class))
                .isEqualTo(columns);
        List<Object> rows = Golden.list(search, "result");
        JsonNode records = result.at("/results/records");
        assertThat(records.size()).isEqualTo(rows.size());
        int metric = columns.indexOf(search.get("metric"));
        for (int i = 0; i < rows.size(); i++) {
            // Equal rows are in no order in the reference, so only what ranks them is compared place by place.
            Golden.assertClose(
                    "row " + i,
                    records.get(i).get((String) search.get("metric")).doubleValue(),
                    ((List<?>) rows.get(i)).get(metric));
        }
    }

    @TestFactory
    Stream<DynamicTest> walking_forward_answers_with_the_references_folds() {
        return Golden.cases("walk_forward.json")
                .filter(c -> c.name().startsWith("repo/"))
                .map(c -> dynamicTest(c.name(), () -> checkWalk(c)));
    }

    private void checkWalk(Golden.Case golden) {
        ObjectNode payload = payload(golden);
        for (String name : List.of("metric", "constraints", "walk_forward", "top_n_train")) {
            payload.set(name, Json.MAPPER.valueToTree(golden.json().get(name)));
        }
        payload.put("validation_mode", "walk");
        JsonNode result = run(payload);

        assertThat(result.at("/kind").stringValue()).isEqualTo("walk_forward");
        List<Object> columns = Golden.list(golden.json(), "columns");
        assertThat(Json.MAPPER.convertValue(result.at("/results/columns"), List.class))
                .isEqualTo(columns);
        List<Object> folds = Golden.list(golden.json(), "folds");
        JsonNode records = result.at("/results/records");
        assertThat(records.size()).isEqualTo(folds.size());
        for (int i = 0; i < folds.size(); i++) {
            for (int k = 0; k < columns.size(); k++) {
                checkValue(
                        (String) columns.get(k),
                        records.get(i).get((String) columns.get(k)),
                        ((List<?>) folds.get(i)).get(k));
            }
        }
        Golden.object(golden.json(), "summary")
                .forEach((name, value) -> checkValue(name, result.at("/summary").get(name), value));
    }

    private static void checkValue(String name, JsonNode actual, Object expected) {
        if (expected instanceof Map<?, ?>) {
            assertThat(actual).as(name).isEqualTo(Json.MAPPER.valueToTree(expected));
        } else if (expected instanceof Number) {
            Golden.assertClose(name, actual.doubleValue(), expected);
        } else {
            assertThat(actual.stringValue())
                    .as(name)
                    .isEqualTo(expected.toString().replace(".000Z", "+00:00"));
        }
    }

    @Test
    void an_infinite_profit_factor_is_null_with_a_flag_and_ranks_first() {
        JsonNode result = run(market("""
                {"param_grid": {"rsi_min": [70, 86]}, "min_trades": 1,
                 "base_params": {"trade_direction": "Both", "stop_pct": 20, "daily_loss_limit": null,
                                 "max_bars_in_trade": null}}
                """));

        List<Double> factors = result.at("/results/records")
                .valueStream()
                .map(row -> row.get("profit_factor").isNull()
                        ? Double.POSITIVE_INFINITY
                        : row.get("profit_factor").doubleValue())
                .toList();
        assertThat(factors).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        result.at("/results/records")
                .forEach(row -> assertThat(row.get("profit_factor_infinite").booleanValue())
                        .isEqualTo(row.get("profit_factor").isNull()));
    }

    @Test
    void a_search_that_atr_stops_leave_empty_says_so() {
        JsonNode result =
                run(market("{\"param_grid\": {\"stop_pct\": [1, 2]}, \"base_params\": {\"stop_mode\": \"ATR\"}}"));

        assertThat(result.at("/results/records").size()).isZero();
        assertThat(result.at("/combinations").longValue()).isZero();
        assertThat(job.warnings())
                .containsExactly("2 of 2 combinations are left out: stop_pct has no effect with ATR stops");
    }

    @Test
    void failures_are_counted_and_named_and_when_all_fail_the_job_fails() {
        ObjectNode some = market(
                "{\"param_grid\": {\"stop_mode\": [\"Fixed %\", \"ATR\"]}, \"base_params\": {\"stop_pct\": null}}");
        JsonNode result = run(some);
        assertThat(result.at("/failed").longValue()).isEqualTo(1);
        assertThat(result.at("/failures/0/params/stop_mode").stringValue()).isEqualTo("Fixed %");
        assertThat(job.warnings()).singleElement().asString().contains("1 combinations could not be run", "stop_pct");

        ObjectNode all = market("""
                {"param_grid": {"stop_mode": ["Fixed %", "ATR", "Fixed %"], "trade_direction": ["Long", "Both"]},
                 "base_params": {"trade_mode": "Simple (1x spot-style)"}}
                """);
        assertThatThrownBy(() -> run(all))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith("None of the 6 combinations could be run; the first one, ")
                .hasMessageContaining("trade_direction");
    }

    @Test
    void no_prices_fail_the_job_with_the_references_text() {
        assertThatThrownBy(() ->
                        run(market("{\"grid\": \"QUICK\", \"start_ts\": \"2010-01-01\", \"end_ts\": \"2010-02-01\"}")))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith("No OHLCV data available for requested range (bitstamp BTCUSD 30m, ");
    }

    @Test
    void a_canceled_search_stops_at_its_next_report_although_nothing_passes() {
        job.stopAfterReports(3);
        assertThatThrownBy(() -> run(market("{\"grid\": \"QUICK\", \"constraints\": {\"min_trades\": 1000000}}")))
                .isInstanceOf(JobStoppedException.class);
        assertThat(job.reports()).hasSize(3);
    }

    @Test
    void grids_beyond_the_limit_are_refused() {
        assertThat(handler.check(read(market("{\"grid\": \"COMPREHENSIVE\"}"), OptimizeRequest.class)))
                .singleElement()
                .satisfies(v -> assertThat(v.reason()).contains("252000"));
    }

    private JsonNode run(ObjectNode payload) {
        return Json.MAPPER.valueToTree(handler.run(read(payload, OptimizeRequest.class), job));
    }

    private static ObjectNode payload(Golden.Case golden) {
        ObjectNode payload = market();
        payload.set("base_params", Json.MAPPER.valueToTree(Golden.object(golden.json(), "base_params")));
        payload.set("param_grid", Json.MAPPER.valueToTree(Golden.object(golden.json(), "grid")));
        return payload;
    }
}

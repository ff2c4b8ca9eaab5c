package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.Backtest;
import dev.quarry.engine.CaseSeries;
import dev.quarry.engine.Golden;
import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.SampleBars;
import dev.quarry.engine.Statistics;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.platform.json.Json;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.NoHistory;
import dev.quarry.search.SweepThreads;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definitions;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class OptimizeHandlerTest {

    private final RecordingJobContext job = new RecordingJobContext(1);
    private final OptimizeHandler handler = new OptimizeHandler(
            new FixedPrices(SampleBars.bars()),
            new StrategyCatalog(null),
            SweepThreads.ONE,
            (window, plan, job) -> {},
            NoHistory.NONE,
            null,
            10_000,
            3_600);

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
        ((ObjectNode) payload.get("walk_forward")).put("fold_end", "open");
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
                {"param_grid": {"rsi_min": [70, 76, 80, 84, 86, 88, 90, 92], "trade_direction": ["Short", "Long"]},
                 "min_trades": 1, "base_params": {"rsi_ma_min": 70, "stop_pct": 20, "commission": 0}}
                """));

        List<Double> factors = result.at("/results/records")
                .valueStream()
                .map(row -> row.get("profit_factor").isNull()
                        ? Double.POSITIVE_INFINITY
                        : row.get("profit_factor").doubleValue())
                .toList();
        assertThat(factors).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(factors).contains(Double.POSITIVE_INFINITY);
        assertThat(result.at("/results/extras").valueStream().map(extra -> extra.get("profit_factor_infinite")
                        .booleanValue()))
                .isEqualTo(factors.stream().map(factor -> factor.isInfinite()).toList());
    }

    @Test
    void a_limit_that_is_off_is_a_value_like_any_other() {
        String grid = """
                {"param_grid": {"max_bars_in_trade": [null, 5], "rsi_min": [60, 64]}, "min_trades": 1, %s}
                """;
        JsonNode search = run(market(grid.formatted("\"metric\": \"total_return\"")));
        JsonNode walk = run(market(grid.formatted(
                "\"validation_mode\": \"walk\", \"walk_forward\": {\"train_days\": 60, \"test_days\": 30}")));
        JsonNode cpcv = run(market(grid.formatted("\"validation_mode\": \"cpcv\"")));

        assertThat(search.at("/passing").asInt()).isEqualTo(4);
        assertThat(search.at("/analysis/common_in_top_10/max_bars_in_trade").isNull())
                .isTrue();
        assertThat(search.at("/analysis/recommended_ranges").propertyNames()).containsExactly("rsi_min");
        assertThat(walk.at("/summary/recommended_params").has("max_bars_in_trade"))
                .isTrue();
        assertThat(cpcv.at("/kind").asString()).isEqualTo("cpcv");
    }

    @Test
    void a_record_has_the_columns_and_nothing_that_a_client_would_take_for_a_parameter() {
        JsonNode grid = run(market("{\"param_grid\": {\"rsi_min\": [60, 70]}, \"min_trades\": 1}"));
        JsonNode walk = run(market("""
                {"param_grid": {"rsi_min": [60, 70]}, "validation_mode": "walk",
                 "walk_forward": {"train_days": 60, "test_days": 30}, "constraints": {"min_trades": 20}}
                """));

        for (JsonNode result : List.of(grid, walk)) {
            List<?> columns = Json.MAPPER.convertValue(result.at("/results/columns"), List.class);
            assertThat(result.at("/results/records"))
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(record.propertyNames()).isEqualTo(new LinkedHashSet<>(columns)));
            assertThat(result.at("/results/extras")).hasSameSizeAs(result.at("/results/records"));
        }
    }

    @Test
    void counts_are_whole_numbers_wherever_they_stand() {
        JsonNode grid = run(market("""
                {"param_grid": {"rsi_min": [60, 70]}, "min_trades": 1, "metric": "num_trades"}
                """));
        JsonNode walk = run(market("""
                {"param_grid": {"rsi_min": [60, 70]}, "min_trades": 1, "validation_mode": "walk",
                 "walk_forward": {"train_days": 60, "test_days": 30}, "metric": "num_trades"}
                """));

        assertThat(grid.at("/results/records/0/num_trades").isIntegralNumber()).isTrue();
        assertThat(grid.at("/plateau/worst").isIntegralNumber()).isTrue();
        assertThat(walk.at("/results/records/0/train_metric").isIntegralNumber())
                .isTrue();
        assertThat(walk.at("/results/records/0/train_trades").isIntegralNumber())
                .isTrue();
        assertThat(walk.at("/results/records/0/test_trades").isIntegralNumber()).isTrue();
        assertThat(walk.at("/degradation/folds/0/train_metric").isIntegralNumber())
                .isTrue();
        assertThat(walk.at("/degradation/folds/0/test_metric").isIntegralNumber())
                .isTrue();
    }

    @Test
    void a_bound_on_the_drawdown_with_open_positions_drops_what_was_further_down() {
        String search = """
                {"param_grid": {"rsi_min": [60, 64, 68, 72], "stop_pct": [1, 2, 4]}, "min_trades": 1, "top_n": 50,
                 "metric": "total_return", "base_params": {"trade_direction": "Both"}, "constraints": {%s}}
                """;
        List<Double> all = openDrawdowns(run(market(search.formatted(""))));
        double bound = all.stream().sorted().toList().get(all.size() / 2);
        JsonNode bounded = run(market(search.formatted("\"max_mark_to_market_drawdown\": " + bound)));

        List<Double> within = all.stream().filter(drawdown -> drawdown <= bound).toList();
        assertThat(all).hasSize(12);
        assertThat(within).hasSizeBetween(1, 11);
        assertThat(openDrawdowns(bounded)).isEqualTo(within);
        assertThat(bounded.at("/passing").asInt()).isEqualTo(within.size());
    }

    @Test
    void folds_tell_the_drawdown_with_open_positions_and_train_within_a_bound_on_it() {
        String walk = """
                {"param_grid": {"rsi_min": [60, 70]}, "min_trades": 1, "validation_mode": "walk",
                 "walk_forward": {"train_days": 60, "test_days": 30}, "constraints": {%s}}
                """;
        JsonNode free = run(market(walk.formatted("")));

        for (int k = 0; k < free.at("/results/records").size(); k++) {
            assertThat(free.at("/results/extras/" + k + "/test_max_mark_to_market_drawdown")
                            .doubleValue())
                    .isGreaterThanOrEqualTo(free.at("/results/records/" + k + "/test_max_drawdown")
                                    .doubleValue()
                            - 1e-9);
        }
        assertThat(free.at("/summary/folds_ok").asInt()).isPositive();
        assertThat(run(market(walk.formatted("\"max_mark_to_market_drawdown\": 0")))
                        .at("/summary/folds_ok")
                        .asInt())
                .isZero();
    }

    @Test
    void the_dip_of_the_shared_cases_passes_only_where_it_is_allowed() {
        OptimizeHandler dip = new OptimizeHandler(
                new FixedPrices(CaseSeries.of("dip", Timeframe.H1)),
                new StrategyCatalog(null),
                SweepThreads.ONE,
                (window, plan, job) -> {},
                NoHistory.NONE,
                null,
                10_000,
                3_600);
        String payload = """
                {"exchange": "file", "symbol": "DIP", "timeframe": "1h", "start_ts": "2023-01-01", "end_ts": "2025-01-01",
                 "base_params": {"trade_direction": "Long", "rsi_ma_min": 0, "rsi_ma_max": 100, "use_rsi_relation": false,
                                 "use_stop": false, "exit_level": "lower", "daily_loss_limit": null},
                 "param_grid": {"rsi_max": [40, 45], "max_bars_in_trade": [75, 78]},
                 "min_trades": 1, "constraints": {"max_mark_to_market_drawdown": %d}}
                """;
        for (int bound : new int[] {10, 50}) {
            JsonNode result = Json.MAPPER.valueToTree(
                    dip.run(read(object(payload.formatted(bound)), OptimizeRequest.class), job));
            assertThat(result.at("/results/records")).hasSize(bound == 10 ? 0 : 4);
        }
    }

    private static List<Double> openDrawdowns(JsonNode result) {
        return result.at("/results/extras")
                .valueStream()
                .map(extra -> extra.get("max_mark_to_market_drawdown").doubleValue())
                .toList();
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
                {"param_grid": {"stop_mode": ["Fixed %", "ATR"], "trade_direction": ["Long", "Both", "Short"]},
                 "base_params": {"stop_pct": null, "stop_atr_mult": null}}
                """);
        assertThatThrownBy(() -> run(all))
                .isInstanceOf(JobFailedException.class)
                .hasMessageStartingWith("None of the 6 combinations could be run; the first one, ")
                .hasMessageContaining("stop_pct");
    }

    @Test
    void cross_validating_answers_with_splits_paths_and_what_was_chosen_most_often() {
        JsonNode result = run(market("""
                {"param_grid": {"rsi_min": [60, 65, 70], "stop_pct": [1, 2]}, "min_trades": 1,
                 "base_params": {"max_bars_in_trade": 40}, "validation_mode": "cpcv", "cpcv": {"groups": 5},
                 "metric": "total_return"}
                """));

        assertThat(result.at("/kind").stringValue()).isEqualTo("cpcv");
        JsonNode records = result.at("/results/records");
        assertThat(records.size()).isEqualTo(10);
        assertThat(result.at("/results/extras").size()).isEqualTo(10);
        assertThat(records.get(1).get("test_groups").stringValue()).isEqualTo("1, 3");
        assertThat(result.at("/summary/splits_ok").intValue()).isEqualTo(10);
        JsonNode validated = result.at("/cross_validation");
        assertThat(validated.at("/purge_bars").intValue()).isEqualTo(40);
        assertThat(validated.at("/groups").size()).isEqualTo(5);
        assertThat(validated.at("/paths").size()).isEqualTo(4);
        assertThat(validated.at("/paths").valueStream().map(path -> path.get("days")
                        .intValue()))
                .containsOnly(validated.at("/paths/0/days").intValue());
        assertThat(validated
                        .at("/choices")
                        .valueStream()
                        .mapToInt(choice -> choice.get("splits").intValue())
                        .sum())
                .isEqualTo(10);
        assertThat(result.at("/summary/recommended_params")).isEqualTo(validated.at("/choices/0/params"));
        assertThat(result.at("/assessment/verdict/sentence").stringValue()).contains("Next: ");
        assertThat(validated.at("/sentence").stringValue()).contains("the median of 4 paths", "Next: ");
    }

    @Test
    void a_range_too_short_for_its_groups_fails_the_job_with_what_helps() {
        assertThatThrownBy(() -> run(market("""
                        {"param_grid": {"rsi_min": [60, 70]}, "validation_mode": "cpcv",
                         "start_ts": "2014-01-01", "end_ts": "2014-01-08"}
                        """)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageEndingWith("choose a longer range or fewer groups");
    }

    @Test
    void cross_validation_without_a_choice_says_so_and_recommends_nothing() {
        JsonNode result = run(market("""
                {"param_grid": {"rsi_min": [60, 70]}, "min_trades": 100000, "validation_mode": "cpcv"}
                """));

        assertThat(result.at("/summary/splits_ok").intValue()).isZero();
        assertThat(result.at("/summary").has("recommended_params")).isFalse();
        assertThat(result.at("/results/records/0/status").stringValue()).isEqualTo("no_valid_train_results");
        assertThat(result.at("/cross_validation/sentence").stringValue()).startsWith("No path has a Sharpe ratio");
        assertThat(result.has("assessment")).isFalse();
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

    @Test
    void a_huge_value_list_is_reported_with_its_count() {
        ObjectNode payload = market("{\"param_grid\": {\"rsi_min\": [70], \"stop_pct\": []}}");
        ArrayNode stops = (ArrayNode) payload.at("/param_grid/stop_pct");
        for (int k = 1; k <= 10_001; k++) {
            stops.add(k / 1000.0);
        }
        assertThat(handler.check(read(payload, OptimizeRequest.class)))
                .singleElement()
                .satisfies(v -> assertThat(v.field()).isEqualTo("param_grid"))
                .satisfies(v -> assertThat(v.reason()).contains("10001", "10000"));
    }

    @Test
    void fewer_bars_than_the_indicators_need_fail_the_job_with_advice() {
        assertThatThrownBy(() -> run(market("""
                        {"param_grid": {"bb_len": [60, 50]}, "start_ts": "2014-01-01T00:00:00",
                         "end_ts": "2014-01-01T20:00:00"}
                        """)))
                .isInstanceOf(JobFailedException.class)
                .hasMessage(
                        "41 bars are fewer than the indicators need (bb_len is at least 50): choose a longer range or"
                                + " shorter windows");
    }

    @Test
    void the_winner_of_a_grid_search_is_assessed() {
        JsonNode result = run(market("{\"grid\": \"QUICK\", \"min_trades\": 3, \"metric\": \"total_return\"}"));

        JsonNode assessment = result.get("assessment");
        assertThat(assessment.at("/verdict/sentence").asString()).contains(":");
        assertThat(assessment.get("trials").asInt()).isEqualTo(36);
        assertThat(assessment.at("/peers/search_size").asInt()).isEqualTo(36);
        assertThat(assessment.get("assessed_params").propertyNames())
                .containsExactlyElementsOf(result.at("/analysis/best_params").propertyNames());
        assertThat(result.at("/plateau/neighbours").asInt()).isBetween(3, 6);
        assertThat(result.at("/plateau/score").doubleValue()).isBetween(0.0, 1.0);
        JsonNode analysis = result.get("analysis");
        assertThat(analysis.get("best_params").propertyNames())
                .containsExactly("rsi_min", "rsi_ma_min", "entry_band_mode", "stop_pct");
        assertThat(analysis.has("top_profit_factor_infinite")).isTrue();
        assertThat(result.has("degradation")).isFalse();
        assertThat(run(market("{\"grid\": \"QUICK\", \"min_trades\": 3, \"metric\": \"total_return\"}")))
                .isEqualTo(result);
    }

    @Test
    void the_ledgers_trials_are_reported() {
        OptimizeHandler tried = new OptimizeHandler(
                new FixedPrices(SampleBars.bars()),
                new StrategyCatalog(null),
                SweepThreads.ONE,
                (window, plan, context) -> {},
                new NoHistory(5_000),
                null,
                10_000,
                3_600);
        JsonNode result = Json.MAPPER.valueToTree(
                tried.run(read(market("{\"grid\": \"QUICK\", \"min_trades\": 3}"), OptimizeRequest.class), job));
        assertThat(result.at("/assessment/trials").asInt()).isEqualTo(5_000);
    }

    @Test
    void a_search_without_a_row_has_no_winner_to_speak_of() {
        JsonNode result = run(market("{\"grid\": \"QUICK\", \"min_trades\": 1000000}"));
        assertThat(result.has("assessment")).isFalse();
        assertThat(result.has("plateau")).isFalse();
        assertThat(result.has("analysis")).isFalse();
    }

    @Test
    void walking_forward_shows_what_is_left_out_of_sample() {
        JsonNode result = run(market("""
                {"param_grid": {"rsi_min": [60, 70]}, "min_trades": 1, "validation_mode": "walk",
                 "walk_forward": {"train_days": 60, "test_days": 30}, "base_params": {"trade_direction": "Both"}}
                """));

        JsonNode degradation = result.get("degradation");
        int folds = result.at("/summary/folds_ok").asInt();
        assertThat(folds).isPositive();
        assertThat(degradation.get("folds")).hasSize(folds);
        assertThat(degradation.at("/folds/0/test_return_pct_per_day").doubleValue() * 30)
                .isCloseTo(result.at("/results/records/0/test_total_return").doubleValue(), within(1e-9));
        assertThat(degradation.has("walk_forward_efficiency")).isTrue();
        assertThat(result.at("/out_of_sample/days").asInt()).isEqualTo(30 * folds);
        assertThat(result.at("/assessment/verdict/outcome").asString()).isNotBlank();
        assertThat(result.has("plateau")).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> no_step_of_the_preparation_of_a_large_search_takes_a_second() {
        OptimizeHandler large = new OptimizeHandler(
                new FixedPrices(SampleBars.bars()),
                new StrategyCatalog(null),
                SweepThreads.ONE,
                (window, plan, job) -> {},
                NoHistory.NONE,
                null,
                10_000_000,
                3_600);
        OptimizeHandler years = new OptimizeHandler(
                new FixedPrices(RandomMarket.bars(Timeframe.M1, 200_000, 1)),
                new StrategyCatalog(null),
                SweepThreads.ONE,
                (window, plan, job) -> {},
                NoHistory.NONE,
                null,
                10_000_000,
                3_600);
        List<Integer> windows = IntStream.rangeClosed(1, 900).boxed().toList();
        List<Double> stops = windows.stream().map(k -> k / 10.0).toList();
        return Stream.of(
                paced("many windows", large, "bb_len", Collections.nCopies(500_000, 20)),
                paced(
                        "many stop modes",
                        large,
                        "stop_mode",
                        Collections.nCopies(300_000, "Fixed %"),
                        "stop_pct",
                        List.of(2)),
                paced("many directions", large, "trade_direction", Collections.nCopies(300_000, "Short")),
                paced("long windows", years, "bb_len", List.of(9_000, 10_000), "kc_mid_type", List.of("SMA")),
                paced("many windows of many bars", years, "rsi_ma_len", windows),
                paced("many splits of many bars", years, CROSS_VALIDATED, "stop_pct", List.of(1, 2)),
                paced(
                        "many splits of many combinations",
                        large,
                        CROSS_VALIDATED,
                        "stop_pct",
                        stops,
                        "trail_pct",
                        stops));
    }

    private static final ObjectNode CROSS_VALIDATED =
            market("{\"validation_mode\": \"cpcv\", \"cpcv\": {\"groups\": 10, \"test_groups\": 4}}");

    private static DynamicTest paced(String name, OptimizeHandler handler, Object... grid) {
        return paced(name, handler, market(), grid);
    }

    private static DynamicTest paced(String name, OptimizeHandler handler, ObjectNode asked, Object... grid) {
        return dynamicTest(name, () -> {
            ObjectNode payload = asked.deepCopy();
            payload.put("start_ts", "1970-01-01T00:00:00Z").put("end_ts", "2100-01-01T00:00:00Z");
            ObjectNode values = payload.putObject("param_grid");
            for (int i = 0; i < grid.length; i += 2) {
                values.set((String) grid[i], Json.MAPPER.valueToTree(grid[i + 1]));
            }
            OptimizeRequest request = read(payload, OptimizeRequest.class);

            assertThat(handler.check(request)).isEmpty();
            assertThat(PacedJob.longestStep(Duration.ofMillis(1200), job -> () -> handler.run(request, job)))
                    .isLessThan(PacedJob.MAX_BETWEEN);
        });
    }

    @Test
    void a_definition_is_searched_by_a_grid_of_its_own_and_rows_are_its_back_tests() {
        ObjectNode payload = market("{\"grid\": \"Quick\", \"metric\": \"total_return\", \"min_trades\": 0}");
        payload.set("strategy", Json.MAPPER.valueToTree(Definitions.json(Definitions.TURTLE)));
        assertThat(handler.check(read(payload, OptimizeRequest.class))).isEmpty();

        JsonNode result = run(payload);

        assertThat(result.at("/strategy/name").asString()).isEqualTo("turtle");
        assertThat(result.at("/strategy/digest").asString()).hasSize(64);
        assertThat(result.get("combinations").intValue()).isEqualTo(12);
        assertThat(result.at("/base_params/trend_bars").intValue()).isEqualTo(200);
        assertThat(result.at("/base_params/use_stop").booleanValue()).isFalse();
        assertThat(result.at("/base_params/commission").doubleValue()).isEqualTo(0.0005);
        JsonNode best = result.at("/results/records/0");
        Map<String, Object> row = new LinkedHashMap<>();
        for (String name : List.of("entry_bars", "exit_bars", "trend")) {
            row.put(name, Json.MAPPER.convertValue(best.get(name), Object.class));
        }
        Statistics again = Backtest.run(
                        SampleBars.bars(),
                        StrategyParameters.parse(
                                        DefinedStrategy.of(Definitions.right(Definitions.json(Definitions.TURTLE))),
                                        row,
                                        StrategyParameters.SERVICE_COMMISSION)
                                .orThrow())
                .statistics();
        assertThat(best.get("total_return").doubleValue()).isEqualTo(again.totalReturnPercent());
        assertThat(best.get("num_trades").intValue()).isEqualTo(again.trades()).isPositive();
    }

    @Test
    void a_search_whose_rules_would_take_too_long_fails_before_it_begins_and_says_the_figure() {
        OptimizeHandler hasty = new OptimizeHandler(
                new FixedPrices(SampleBars.bars()),
                new StrategyCatalog(null),
                SweepThreads.ONE,
                (window, plan, context) -> {
                    throw new AssertionError("was begun");
                },
                NoHistory.NONE,
                null,
                10_000,
                0);
        ObjectNode payload = market("{\"param_grid\": {\"entry_bars\": [\"20\", 40, 40]}}");
        payload.set("strategy", Json.MAPPER.valueToTree(Definitions.json(Definitions.TURTLE)));

        assertThatThrownBy(() -> hasty.run(read(payload, OptimizeRequest.class), job))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("different lines and conditions on %,d bars"
                        .formatted(SampleBars.bars().size()))
                .hasMessageContaining("at most 0 are begun");
    }

    @Test
    void what_a_definition_does_not_have_is_refused_before_the_search() {
        ObjectNode payload = market("{\"param_grid\": {\"rsi_min\": [60]}, \"base_params\": {\"exit_bars\": 1}}");
        payload.set("strategy", Json.MAPPER.valueToTree(Definitions.json(Definitions.TURTLE)));

        assertThat(handler.check(read(payload, OptimizeRequest.class)))
                .extracting("field")
                .containsExactlyInAnyOrder("param_grid.rsi_min", "base_params.exit_bars");
        payload.remove("param_grid");
        assertThat(handler.check(read(payload.put("grid", "COMPREHENSIVE"), OptimizeRequest.class)))
                .extracting("field")
                .contains("grid");
        ((ObjectNode) payload.at("/strategy/series")).put("up", "on(\"5m\", close) > emaa(close, 3)");
        assertThat(handler.check(read(payload, OptimizeRequest.class)))
                .extracting("field")
                .containsExactly("strategy.series.up");
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

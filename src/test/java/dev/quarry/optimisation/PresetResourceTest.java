package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.CaseSeries;
import dev.quarry.engine.SampleBars;
import dev.quarry.engine.Statistics;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.ledger.JudgedPreset;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.Payloads;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PresetResourceTest {

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());

    @Test
    void a_row_becomes_base_parameters_with_its_values_over_them() {
        Finished finished = FinishedJobs.run(prices, market("""
                {"param_grid": {"rsi_min": [68, 70], "stop_pct": [1.5, 2.0]}, "min_trades": 1,
                 "base_params": {"cash": 5000, "stop_pct": 9, "name": "Old", "symbol": "BTCUSD"}}
                """));
        JudgedPreset preset = resource(finished).preset("7", "1", "mine", "Mine", null);

        JsonNode row = finished.result().at("/results/records/1");
        assertThat(preset.parameters()).containsOnlyKeys(Payloads.EVERY_PARAMETER);
        assertThat(preset.parameters())
                .containsEntry("cash", 5000)
                .containsEntry("commission", StrategyParameters.SEARCH_COMMISSION)
                .containsEntry("rsi_min", row.get("rsi_min").intValue())
                .containsEntry("stop_pct", row.get("stop_pct").doubleValue());
        assertThat(preset.key()).isEqualTo("mine");
        assertThat(preset.name()).isEqualTo("Mine");
        assertThat(preset.category()).isEqualTo("optimized");
        assertThat(preset.description()).isEqualTo("Row 1 of optimize job 7 by profit_factor");
        assertThat(resource(finished).preset("7", null, null, null, null).key()).isEqualTo("optimized_7_0");
    }

    @Test
    void the_row_that_its_search_assessed_carries_the_verdict_and_the_others_say_how_to_get_one() {
        Finished finished = FinishedJobs.run(
                prices,
                market("{\"param_grid\": {\"rsi_min\": [68, 70], \"stop_pct\": [1.5, 2.0]}, \"min_trades\": 1}"));
        assertThat(finished.result().path("assessment").has("assessed_instead")).isFalse();
        JudgedPreset first = resource(finished).preset("7", "0", null, null, null);
        assertThat(first.verdict())
                .isEqualTo(finished.result().at("/assessment/verdict/outcome").stringValue());
        assertThat(first.verdictNote())
                .isEqualTo(finished.result().at("/assessment/verdict/sentence").stringValue());
        JudgedPreset second = resource(finished).preset("7", "1", null, null, null);
        assertThat(second.verdict()).isNull();
        assertThat(second.verdictNote()).endsWith("POST /v1/jobs/7/assess?row=1 makes one");
    }

    @Test
    void a_row_that_is_not_there_is_refused() {
        Finished finished =
                FinishedJobs.run(prices, market("{\"param_grid\": {\"rsi_min\": [70]}, \"min_trades\": 1}"));
        for (String row : new String[] {"1", "-1", "first"}) {
            assertThat(refused(finished, row)).isEqualTo(422);
        }
        Finished empty =
                FinishedJobs.run(prices, market("{\"param_grid\": {\"rsi_min\": [70]}, \"min_trades\": 1000000}"));
        assertThat(refused(empty, null)).isEqualTo(409);
    }

    @Test
    void walking_forward_gives_its_recommendation() {
        Finished walked = FinishedJobs.run(prices, market("""
                {"param_grid": {"rsi_min": [60, 70]}, "min_trades": 1, "validation_mode": "walk",
                 "walk_forward": {"train_days": 60}, "base_params": {"trade_direction": "Both"}}
                """));
        Map<?, ?> recommended = Json.MAPPER.convertValue(walked.result().at("/summary/recommended_params"), Map.class);
        JudgedPreset preset = resource(walked).preset("7", null, null, null, null);
        assertThat(preset.parameters())
                .containsEntry("rsi_min", recommended.get("rsi_min"))
                .containsEntry("trade_direction", "Both");
        assertThat(refused(walked, "0")).isEqualTo(422);
    }

    @Test
    void the_preset_of_a_row_back_tests_to_the_figures_of_the_row() {
        Finished finished = FinishedJobs.run(prices, market("""
                {"param_grid": {"rsi_min": [60, 64, 68], "stop_pct": [1.5, 3]}, "min_trades": 1, "metric": "total_return",
                 "base_params": {"trade_direction": "Both", "rsi_ma_min": 50, "use_rsi_relation": false}}
                """));
        JsonNode rows = finished.result().at("/results/records");

        assertThat(rows.size()).isEqualTo(6);
        for (int row = 0; row < rows.size(); row++) {
            JudgedPreset preset = resource(finished).preset("7", Integer.toString(row), null, null, null);
            assertSameFigures(rows.get(row), backtest(SampleBars.bars(), preset));
        }
    }

    @Test
    void the_recommendation_back_tests_to_its_assessment() {
        Finished walked = FinishedJobs.run(prices, market("""
                {"param_grid": {"rsi_min": [60, 66]}, "min_trades": 1, "validation_mode": "walk", "metric": "total_return",
                 "walk_forward": {"train_days": 60, "test_days": 30}, "base_params": {"trade_direction": "Both"}}
                """));
        Statistics again = backtest(SampleBars.bars(), resource(walked).preset("7", null, null, null, null));

        assertThat(again.totalReturnPercent())
                .isEqualTo(
                        walked.result()
                                .at("/assessment/total_return_pct/estimate")
                                .doubleValue(),
                        within(1e-9));
        assertThat(again.totalReturnPercent())
                .isEqualTo(walked.result()
                        .at("/assessment/cost_stress/total_return_pct_1x")
                        .doubleValue());
    }

    @Test
    void the_case_of_ninety_days_has_its_figures_in_grid_and_walk() {
        Bars ninety = CaseSeries.of("ninety", Timeframe.of("4h").orElseThrow());
        String search = """
                {"exchange": "cases", "symbol": "N", "timeframe": "4h", "start_ts": "2024-01-01T00:00:00Z",
                 "end_ts": "2024-03-31T00:00:00Z", "metric": "total_return", "min_trades": 1,
                 "base_params": {"trade_direction": "Both", "rsi_ma_min": 50, "use_rsi_relation": false},
                 "param_grid": {"rsi_min": [52, 58, 62], "stop_pct": [1.5, 3]}%s}
                """;
        Finished grid = FinishedJobs.run(new FixedPrices(ninety), object(search.formatted("")));
        Statistics best = backtest(ninety, resource(grid).preset("7", "0", null, null, null));
        assertThat(best.totalReturnPercent()).isEqualTo(10.654690696, within(1e-9));
        assertThat(best.profitFactor()).isEqualTo(1.463389262, within(1e-9));
        assertThat(best.trades()).isEqualTo(41);
        assertSameFigures(grid.result().at("/results/records/0"), best);

        Finished walk = FinishedJobs.run(
                new FixedPrices(ninety),
                object(search.formatted(", \"validation_mode\": \"walk\", \"walk_forward\": "
                        + "{\"train_days\": 40, \"test_days\": 15}")));
        JudgedPreset recommended = resource(walk).preset("7", null, null, null, null);
        assertThat(recommended.parameters()).containsEntry("rsi_min", 62).containsEntry("stop_pct", 1.5);
        assertThat(backtest(ninety, recommended).totalReturnPercent())
                .isEqualTo(10.654690696, within(1e-9))
                .isEqualTo(walk.result()
                        .at("/assessment/cost_stress/total_return_pct_1x")
                        .doubleValue());
    }

    /** As the single back-test takes parameters, whose default commission is another. */
    private static Statistics backtest(Bars bars, JudgedPreset preset) {
        return Backtest.run(
                        bars,
                        StrategyParameters.parse(
                                        RsiBands.STRATEGY, preset.parameters(), StrategyParameters.SERVICE_COMMISSION)
                                .orThrow())
                .statistics();
    }

    private static void assertSameFigures(JsonNode row, Statistics statistics) {
        assertThat(statistics.totalReturnPercent())
                .isEqualTo(row.get("total_return").doubleValue());
        assertThat(statistics.profitFactor()).isEqualTo(row.get("profit_factor").doubleValue());
        assertThat(statistics.sharpeRatio()).isEqualTo(row.get("sharpe_ratio").doubleValue());
        assertThat(statistics.trades()).isEqualTo(row.get("num_trades").intValue());
    }

    private static int refused(Finished finished, String row) {
        return catchThrowableOfType(
                        ProblemException.class, () -> resource(finished).preset("7", row, null, null, null))
                .status();
    }

    private static PresetResource resource(Finished finished) {
        return new PresetResource(FinishedJobs.only(finished));
    }
}

package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.SampleBars;
import dev.quarry.evaluation.BacktestEvaluation;
import dev.quarry.evaluation.BacktestRequest;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.json.Json;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PreRollTest {

    private static final String SEARCH = """
            {"start_ts": "2014-05-01T00:00:00Z", "end_ts": "2014-07-10T00:00:00Z", "min_trades": 1, "metric": "total_return",
             "param_grid": {"rsi_min": [60, 66], "kc_ema_len": [20, 200]},
             "base_params": {"trade_direction": "Both", "rsi_ma_min": 50, "use_rsi_relation": false, "entry_band_mode": "KC"}}
            """;

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());

    @Test
    void a_search_with_a_pre_roll_says_so_and_its_rows_back_test_to_their_figures() {
        ObjectNode payload = market(SEARCH).put("warmup", "pre_roll");
        Finished finished = FinishedJobs.run(prices, payload);
        JsonNode result = finished.result();

        assertThat(result.at("/base_params/warmup").asString()).isEqualTo("pre_roll");
        assertThat(result.at("/warmup/mode").asString()).isEqualTo("pre_roll");
        assertThat(result.at("/warmup/first_bar").asString()).isEqualTo("2014-01-01T00:00:00+00:00");
        assertThat(result.at("/warmup/bars").asInt()).isEqualTo(120 * 48);
        assertThat(result.at("/warmup/unstable_bars").asInt()).isZero();
        for (int row = 0; row < 4; row++) {
            Map<String, Object> params = preset(finished, Integer.toString(row));
            assertThat(params).containsEntry("warmup", "pre_roll");
            assertThat(backtest(payload, params))
                    .isEqualTo(result.at("/results/records/" + row + "/total_return")
                            .doubleValue());
        }
        assertThat(result.at("/assessment/cost_stress/total_return_pct_1x"))
                .isEqualTo(result.at("/results/records/0/total_return"));
        JsonNode surface = Json.MAPPER.valueToTree(
                new Surfaces(prices, SweepThreads.ONE).of(finished, "rsi_min", "kc_ema_len", null));
        assertThat(surface.at("/cells").toString())
                .contains(result.at("/results/records/0/total_return").toString());
    }

    @Test
    void a_cold_start_is_what_nobody_asked_for() {
        JsonNode cold = FinishedJobs.run(prices, market(SEARCH)).result();
        JsonNode asked = FinishedJobs.run(prices, market(SEARCH).put("warmup", "cold_start"))
                .result();
        JsonNode warm = FinishedJobs.run(prices, market(SEARCH).put("warmup", "pre_roll"))
                .result();

        assertThat(asked).isEqualTo(cold);
        assertThat(cold.at("/base_params/warmup").asString()).isEqualTo("cold_start");
        assertThat(cold.at("/warmup/first_bar").asString()).isEqualTo("2014-05-01T00:00:00+00:00");
        assertThat(cold.at("/warmup/bars").asInt()).isZero();
        assertThat(cold.at("/warmup/unstable_bars").asInt()).isGreaterThan(1_000);
        assertThat(warm.get("results")).isNotEqualTo(cold.get("results"));
    }

    @Test
    void a_preset_that_was_warmed_up_warms_up_the_search_that_it_is_the_base_of() {
        ObjectNode based = market(SEARCH);
        ((ObjectNode) based.get("base_params")).put("warmup", "pre_roll");

        assertThat(FinishedJobs.run(prices, based).result())
                .isEqualTo(FinishedJobs.run(prices, market(SEARCH).put("warmup", "pre_roll"))
                        .result());
    }

    @Test
    void windows_of_a_walk_warm_up_over_all_bars_before_them() {
        ObjectNode whole = market("""
                {"param_grid": {"rsi_min": [60, 66]}, "min_trades": 1, "validation_mode": "walk", "warmup": "pre_roll",
                 "walk_forward": {"train_days": 30, "test_days": 10}, "base_params": {"trade_direction": "Both"}}
                """);
        ObjectNode later = whole.deepCopy().put("start_ts", "2014-01-31T00:00:00Z");

        JsonNode folds = FinishedJobs.run(prices, whole).result().at("/results/records");
        JsonNode laterFolds = FinishedJobs.run(prices, later).result().at("/results/records");
        for (String figure : new String[] {"train_start", "train_metric", "test_total_return", "test_trades"}) {
            assertThat(laterFolds.get(0).get(figure)).isEqualTo(folds.get(3).get(figure));
        }
    }

    @Test
    void what_contradicts_is_refused() {
        assertThat(faults(market(SEARCH).put("warmup", "lukewarm"), OptimizeRequest.class))
                .containsEntry("warmup", "must be one of cold_start, pre_roll");
        ObjectNode both = market(SEARCH).put("warmup", "cold_start");
        ((ObjectNode) both.get("base_params")).put("warmup", "pre_roll");
        assertThat(faults(both, OptimizeRequest.class))
                .containsEntry("warmup", "must not be cold_start while base_params says pre_roll");
        ObjectNode odd = market(SEARCH);
        ((ObjectNode) odd.get("base_params")).put("warmup", 3);
        assertThat(faults(odd, OptimizeRequest.class)).containsOnlyKeys("base_params.warmup");
        ObjectNode twice = market(SEARCH).put("warmup", "pre_roll").put("validation_mode", "walk");
        twice.putObject("walk_forward").put("warmup_bars", 10);
        assertThat(faults(twice, OptimizeRequest.class)).containsOnlyKeys("walk_forward.warmup_bars");
        ObjectNode varied = market(SEARCH);
        ((ObjectNode) varied.get("param_grid")).putArray("warmup").add("pre_roll");
        assertThat(faults(varied, OptimizeRequest.class)).containsOnlyKeys("param_grid.warmup");
    }

    private static Map<String, Object> preset(Finished finished, String row) {
        return new PresetResource(FinishedJobs.only(finished))
                .preset("7", row, null, null, null)
                .parameters();
    }

    private double backtest(ObjectNode payload, Map<String, Object> preset) {
        Map<String, Object> params = new HashMap<>(preset);
        for (String field : new String[] {"exchange", "symbol", "timeframe", "start_ts", "end_ts"}) {
            params.put(field, payload.get(field).asString());
        }
        return new BacktestEvaluation(prices, new StrategyCatalog(null), 10_000)
                .run(read(
                        Json.MAPPER.createObjectNode().set("params", Json.MAPPER.valueToTree(params)),
                        BacktestRequest.class))
                .stats()
                .totalEquityReturnPct();
    }
}

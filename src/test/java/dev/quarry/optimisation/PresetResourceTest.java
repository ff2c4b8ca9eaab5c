package dev.quarry.optimisation;

import static dev.quarry.runs.Payloads.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.backtest.SampleBars;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.runs.FixedPrices;
import dev.quarry.sweep.Preset;
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
        Preset preset = resource(finished).preset("7", "1", "mine", "Mine", null);

        JsonNode row = finished.result().at("/results/records/1");
        assertThat(preset.parameters()).containsOnlyKeys("cash", "stop_pct", "rsi_min");
        assertThat(preset.parameters())
                .containsEntry("cash", 5000)
                .containsEntry("rsi_min", row.get("rsi_min").intValue())
                .containsEntry("stop_pct", row.get("stop_pct").doubleValue());
        assertThat(preset.key()).isEqualTo("mine");
        assertThat(preset.name()).isEqualTo("Mine");
        assertThat(preset.category()).isEqualTo("optimized");
        assertThat(preset.description()).isEqualTo("Row 1 of optimize job 7 by profit_factor");
        assertThat(resource(finished).preset("7", null, null, null, null).key()).isEqualTo("optimized_7_0");
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
        Preset preset = resource(walked).preset("7", null, null, null, null);
        assertThat(preset.parameters())
                .containsEntry("rsi_min", recommended.get("rsi_min"))
                .containsEntry("trade_direction", "Both");
        assertThat(refused(walked, "0")).isEqualTo(422);
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

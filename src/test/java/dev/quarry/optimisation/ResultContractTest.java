package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.SampleBars;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.openapi.SchemaCheck;
import dev.quarry.platform.json.Json;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.NoHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Results as they are stored, against what the contract says of them. */
class ResultContractTest {

    private static final String GRID = """
            "param_grid": {"rsi_min": [52, 61], "stop_pct": [2, 3]}, "base_params": {"trade_direction": "Both"}
            """;

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"min_trades\": 30",
                "\"min_trades\": 30000",
                "\"min_trades\": 1, \"validation_mode\": \"walk\", \"walk_forward\": {\"train_days\": 60, \"test_days\": 20}",
                "\"min_trades\": 30000, \"validation_mode\": \"walk\", \"walk_forward\": {\"train_days\": 60, \"test_days\": 20}",
                "\"min_trades\": 1, \"validation_mode\": \"walk\", \"walk_forward\": {\"train_days\": 6000, \"test_days\": 20}",
                "\"min_trades\": 2, \"validation_mode\": \"cpcv\"",
                "\"min_trades\": 30000, \"validation_mode\": \"cpcv\""
            })
    void optimisations_of_every_kind_have_the_fields_of_the_contract(String how) throws IOException {
        JsonNode result =
                FinishedJobs.run(prices, market("{" + GRID + ", " + how + "}")).result();

        assertThat(SchemaCheck.faults("OptimizeResult", result)).isEmpty();
        List<String> fixed = new ArrayList<>();
        result.at("/results/columns").forEach(column -> fixed.add(column.asString()));
        fixed.removeAll(List.of("rsi_min", "stop_pct"));
        assertThat(SchemaCheck.fields("ResultRow")).containsAll(fixed);
    }

    @Test
    void an_assessed_and_perturbed_row_has_the_fields_of_the_contract() throws IOException {
        FinishedOptimisations only =
                FinishedJobs.only(FinishedJobs.run(prices, market("{" + GRID + ", \"min_trades\": 30}")));
        AssessRowResult row = new AssessRowHandler(only, prices, NoHistory.NONE)
                .run(new AssessRowRequest(7L, 1, true), new RecordingJobContext(8));
        JsonNode json = Json.MAPPER.valueToTree(row);

        assertThat(SchemaCheck.faults("AssessRowResult", json)).isEmpty();
        assertThat(json.at("/assessment/cost_stress/total_return_pct_3x").isNumber())
                .isTrue();
        assertThat(json.at("/perturbation/moved_parameters/single/0/parameter").isString())
                .isTrue();
    }
}

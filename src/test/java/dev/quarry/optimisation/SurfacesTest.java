package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.engine.SampleBars;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SurfacesTest {

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());
    private final Surfaces surfaces = new Surfaces(prices, SweepThreads.ONE);
    private final Finished finished = FinishedJobs.run(
            prices,
            market("{\"grid\": \"QUICK\", \"metric\": \"total_return\", \"constraints\": {\"min_trades\": 3}}"));

    @Test
    void the_best_cell_is_the_best_row() {
        JsonNode json = Json.MAPPER.valueToTree(surfaces.of(finished, "rsi_min", "stop_pct", null));

        assertThat(json.get("metric").asString()).isEqualTo("total_return");
        assertThat(json.get("x_values")).isEqualTo(Json.MAPPER.valueToTree(List.of(68, 70, 72)));
        assertThat(json.get("y_values")).isEqualTo(Json.MAPPER.valueToTree(List.of(1.5, 2.0, 2.5)));
        assertThat(json.get("combinations").asInt()).isEqualTo(36);
        double best = Double.NEGATIVE_INFINITY;
        long count = 0;
        long passing = 0;
        for (JsonNode row : json.get("cells")) {
            assertThat(row).hasSize(3);
            for (JsonNode cell : row) {
                count += cell.get("count").asLong();
                passing += cell.get("passing").asLong();
                if (!cell.get("best_passing").isNull()) {
                    best = Math.max(best, cell.get("best_passing").asDouble());
                }
            }
        }
        assertThat(count).isEqualTo(36);
        assertThat(passing).isEqualTo(finished.result().get("passing").asLong());
        assertThat(best)
                .isEqualTo(
                        finished.result().at("/results/records/0/total_return").asDouble());
    }

    @Test
    void a_surface_that_takes_too_long_is_given_up_with_a_sentence_and_the_next_one_has_its_turn() {
        Surfaces hasty = new Surfaces(prices, SweepThreads.ONE, Duration.ofNanos(1));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> hasty.of(finished, "rsi_min", "stop_pct", null))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.status()).isEqualTo(503);
                        assertThat(problem.getMessage()).contains("This was stopped after", "fewer combinations");
                    });
        }
    }

    @Test
    void counts_of_trades_are_whole_numbers() {
        JsonNode json = Json.MAPPER.valueToTree(surfaces.of(finished, "rsi_min", "stop_pct", "num_trades"));
        assertThat(json.at("/cells/0/0/best").isIntegralNumber()).isTrue();
        assertThat(json.at("/cells/0/0/best_passing").isIntegralNumber()).isTrue();
    }

    @Test
    void what_is_not_there_is_named() {
        assertThat(faults("cash", null, "happiness")).containsExactly("x", "y", "metric");
        assertThat(faults(null, "rsi_min", null)).containsExactly("x");
        assertThat(faults("rsi_min", "rsi_min", null)).containsExactly("y");
    }

    private List<String> faults(String x, String y, String metric) {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> surfaces.of(finished, x, y, metric));
        assertThat(refused.status()).isEqualTo(422);
        return refused.violations().stream().map(Violation::field).toList();
    }

    @Test
    void prices_or_an_engine_that_have_changed_since_are_a_conflict() {
        ObjectNode older = (ObjectNode) finished.result().deepCopy();
        older.put("engine_version", "0");
        assertConflict(
                new Finished(7, finished.request(), finished.strategy(), finished.finishedAt(), older),
                "engine version 0");
        prices.digest("ffff");
        assertConflict(finished, "prices have changed");
    }

    @Test
    void walking_forward_has_no_surface() {
        Finished walked = FinishedJobs.run(
                prices,
                market("{\"grid\": \"QUICK\", \"validation_mode\": \"walk\", \"walk_forward\": {\"train_days\": 60}}"));
        assertConflict(walked, "walks forward");
    }

    private void assertConflict(Finished job, String words) {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> surfaces.of(job, "rsi_min", "stop_pct", null));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused).hasMessageContaining(words);
    }
}

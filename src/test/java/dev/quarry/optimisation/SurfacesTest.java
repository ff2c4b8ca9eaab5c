package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.engine.SampleBars;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.columns.ArrowRows;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.WrittenTables;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import java.io.IOException;
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
    void a_surface_is_a_table_of_its_cells_and_a_search_one_of_its_rows() throws IOException {
        Surfaces.Surface surface = surfaces.of(finished, "rsi_min", "stop_pct", null);

        ArrowRows cells = arrow(
                new SurfaceResource(FinishedJobs.only(finished), surfaces).table("7", "rsi_min", "stop_pct", null));
        ArrowRows rows = arrow(new RowsResource(FinishedJobs.only(finished)).table("7"));

        assertThat(cells.rows()).hasSize(9);
        for (int k = 0; k < 9; k++) {
            Surfaces.Cell cell = surface.cells().get(k / 3).get(k % 3);
            assertThat(cells.rows().get(k))
                    .containsEntry("rsi_min", 68L + 2 * (k % 3))
                    .containsEntry("stop_pct", 1.5 + k / 3 * 0.5)
                    .containsEntry("count", cell.count())
                    .containsEntry("best_index", cell.bestIndex())
                    .containsEntry("best", cell.best().doubleValue());
        }
        JsonNode records = finished.result().at("/results/records");
        assertThat(rows.rows()).hasSameSizeAs(records).isNotEmpty();
        for (int k = 0; k < records.size(); k++) {
            assertThat(rows.rows().get(k))
                    .containsEntry("rsi_min", records.get(k).get("rsi_min").asLong())
                    .containsEntry(
                            "total_return", records.get(k).get("total_return").asDouble())
                    .containsKey("max_mark_to_market_drawdown");
        }
        assertThat(rows.schema().getCustomMetadata()).containsEntry("quarry.strategy", "rsi_bands");
    }

    @Test
    void folds_are_rows_with_their_windows_as_times() throws IOException {
        Finished walked = FinishedJobs.run(prices, market("""
                {"param_grid": {"rsi_min": [60, 70]}, "min_trades": 1, "validation_mode": "walk",
                 "walk_forward": {"train_days": 60}, "base_params": {"trade_direction": "Both"}}
                """));

        ArrowRows folds = arrow(new RowsResource(FinishedJobs.only(walked)).table("7"));

        assertThat(folds.rows())
                .hasSameSizeAs(walked.result().at("/results/records"))
                .isNotEmpty();
        assertThat(folds.schema().toString())
                .contains("train_start: Timestamp(MICROSECOND, UTC)", "fold: Int(64, true)");
    }

    private static ArrowRows arrow(TableAnswer table) throws IOException {
        return ArrowRows.read(WrittenTables.bytes(table, ColumnFormat.ARROW));
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

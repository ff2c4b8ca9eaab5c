package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.engine.SampleBars;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.json.Json;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.NoHistory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AssessRowHandlerTest {

    private static final String GRID = """
            "param_grid": {"rsi_min": [52, 55, 58, 61], "rsi_ma_min": [50, 54], "stop_pct": [2, 3]},
            "base_params": {"trade_direction": "Both"}, "metric": "total_return"
            """;

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());
    private final Finished finished = FinishedJobs.run(prices, market("{" + GRID + ", \"min_trades\": 30}"));

    @Test
    void the_first_row_is_said_what_its_search_said_of_it() {
        ObjectNode ofSearch = finished.result().get("assessment").asObject();
        assertThat(ofSearch.has("assessed_instead")).isFalse();
        assertThat(Json.MAPPER.<ObjectNode>valueToTree(assess(finished, 0).assessment()))
                .isEqualTo(ofSearch);
    }

    @Test
    void any_other_row_is_assessed_by_its_own_trades() {
        AssessRowResult third = assess(finished, 2);
        assertThat(third.assessment().trades())
                .isEqualTo(finished.result().at("/results/records/2/num_trades").intValue());
        assertThat(third.assessment().assessedParams()).isEqualTo(finished.combination(2));
    }

    @Test
    void a_row_is_perturbed_where_that_is_asked_for() {
        RecordingJobContext job = new RecordingJobContext(8);
        AssessRowResult perturbed = handler(finished).run(new AssessRowRequest(7L, 0, true), job);

        assertThat(perturbed.assessment()).isEqualTo(assess(finished, 0).assessment());
        assertThat(assess(finished, 0).perturbation()).isNull();
        JsonNode json = Json.MAPPER.valueToTree(perturbed.perturbation());
        assertThat(json.get("yearly_sharpe")).isEqualTo(finished.result().at("/assessment/daily_sharpe"));
        for (String part : new String[] {"trade_order", "resampled_markets", "moved_parameters"}) {
            assertThat(json.get(part).get("sentence").stringValue()).contains("Next: ");
        }
        assertThat(job.reports()).anyMatch(report -> report.message().startsWith("Perturbed "));

        RecordingJobContext canceled = new RecordingJobContext(8);
        canceled.stopAfterReports(100);
        assertThatThrownBy(() -> handler(finished).run(new AssessRowRequest(7L, 0, true), canceled))
                .isInstanceOf(JobStoppedException.class);
    }

    @Test
    void rows_that_are_not_there_and_results_of_other_engines_are_reported() {
        assertThatThrownBy(() -> assess(finished, 400))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("there is no row 400");
        ObjectNode older = finished.result().deepCopy().asObject().put("engine_version", "0");
        assertThatThrownBy(() -> assess(
                        new Finished(7, finished.request(), finished.strategy(), finished.finishedAt(), older), 0))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("Job 7 ran on engine version 0")
                .hasMessageEndingWith("run it again for an assessment");
    }

    @Test
    void a_best_row_with_few_trades_is_not_judged_where_another_can_be() {
        Finished few = FinishedJobs.run(
                prices, market("{\"grid\": \"QUICK\", \"min_trades\": 3, \"metric\": \"total_return\"}"));
        assertThat(few.result().at("/results/records/0/num_trades").asInt()).isLessThan(30);
        assertThat(few.result().at("/assessment/trades").asInt()).isGreaterThanOrEqualTo(30);
        assertThat(few.result().at("/assessment/assessed_instead").asString())
                .startsWith("The best one has ")
                .endsWith("too few for a verdict: this is of the best one with 30 or more.");
    }

    @Test
    void no_step_of_assessing_a_row_of_a_large_search_takes_a_second() throws Exception {
        ObjectNode payload = market("{\"min_trades\": 1}");
        payload.putObject("param_grid")
                .<ObjectNode>set("rsi_min", Json.MAPPER.valueToTree(Collections.nCopies(300_000, 60)))
                .set("stop_pct", Json.MAPPER.valueToTree(List.of(1, 2)));
        Finished small = FinishedJobs.run(
                prices, market("{\"min_trades\": 1, \"param_grid\": {\"rsi_min\": [60], \"stop_pct\": [1, 2]}}"));
        Finished large = new Finished(
                7, read(payload, OptimizeRequest.class), small.strategy(), small.finishedAt(), small.result());
        AssessRowHandler handler = handler(large);

        assertThat(PacedJob.longestStep(
                        Duration.ofSeconds(3), job -> () -> handler.run(new AssessRowRequest(7L, 1, true), job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    private AssessRowHandler handler(Finished optimisation) {
        return new AssessRowHandler(FinishedJobs.only(optimisation), prices, NoHistory.NONE);
    }

    private AssessRowResult assess(Finished optimisation, int row) {
        return handler(optimisation).run(new AssessRowRequest(7L, row, false), new RecordingJobContext(8));
    }
}

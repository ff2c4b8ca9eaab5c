package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.NoHistory;
import dev.quarry.search.SweepThreads;
import dev.quarry.spark.TestSpark;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Walking forward and cross-validating by a driver of Spark's: one for all folds or splits. */
class OptimisationOnSparkIT {

    private static final String WALK_WITH_FAULTS_AND_FOLDS_WITHOUT_A_CHOICE = """
            {"param_grid": {"rsi_min": [60, 72, 84], "stop_pct": [null, 1, 2], "use_stop": [true, false],
              "max_bars_in_trade": [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200]},
             "min_trades": 12, "validation_mode": "walk", "walk_forward": {"train_days": 40, "test_days": 20}, "warmup": "pre_roll"}
            """;

    private static final String CROSS_VALIDATION_OF_A_DEFINITION = """
            {"strategy": "turtle_trading", "param_grid": {"entry_bars": [10, 15, 20, 30], "exit_bars": [5, 10, 15]}, "min_trades": 1,
             "validation_mode": "cpcv", "cpcv": {"groups": 5, "test_groups": 2}}
            """;

    private static final String CROSS_VALIDATION = """
            {"grid": "QUICK", "min_trades": 3, "validation_mode": "cpcv"}
            """;

    private final RecordingJobContext job = new RecordingJobContext(7);

    @ParameterizedTest
    @ValueSource(strings = {WALK_WITH_FAULTS_AND_FOLDS_WITHOUT_A_CHOICE, CROSS_VALIDATION_OF_A_DEFINITION})
    void trainings_on_spark_come_to_what_they_come_to_here(String fields) throws Exception {
        RecordingJobContext here = new RecordingJobContext(7);
        ObjectNode local = result(market(fields), here);

        ObjectNode spark = result(market(fields).put("engine", "spark!"), job);

        assertThat(spark.get("engine").stringValue()).isEqualTo("spark");
        assertThat(spark.put("engine", "local")).isEqualTo(local);
        assertThat(job.warnings()).isEqualTo(here.warnings());
        assertThat(job.infos())
                .filteredOn(line -> line.contains("takes over"))
                .as("one driver for all trainings")
                .hasSize(1);
        assertThat(last(job)).isEqualTo(last(here));
        assertThat(done(job)).isSorted();
        assertThat(done(job).get(done(job).size() - 1))
                .isEqualTo(done(here).get(done(here).size() - 1));
    }

    @Test
    void a_job_that_is_stopped_between_two_splits_leaves_no_driver() {
        job.stopAtProgress(100);

        assertThatThrownBy(() -> result(market(CROSS_VALIDATION).put("engine", "spark"), job))
                .isInstanceOf(JobStoppedException.class);

        assertThat(TestSpark.drivers()).isEmpty();
        assertThat(job.warnings()).isEmpty();
    }

    @Test
    void who_leaves_the_engine_to_choose_is_told_what_all_trainings_together_could_save() throws Exception {
        ObjectNode result = result(market(CROSS_VALIDATION).put("engine", "auto"), job);

        assertThat(result.get("engine").stringValue()).isEqualTo("local");
        assertThat(result.get("engine_reason").stringValue())
                .matches("Spark could save about [0-9.]+ seconds at most, and is taken from 60 on .*");
        assertThat(TestSpark.drivers()).isEmpty();
    }

    private static ObjectNode result(ObjectNode payload, RecordingJobContext job)
            throws IOException, InterruptedException {
        OptimizeHandler handler = new OptimizeHandler(
                new FixedPrices(SampleBars.bars()),
                new StrategyCatalog(null),
                new SweepThreads(Runnable::run, 1, WorkCounter.NONE, TestSpark.local()),
                (window, plan, context) -> {},
                NoHistory.NONE,
                null,
                10_000,
                3_600);
        return Json.MAPPER.valueToTree(handler.run(read(payload, OptimizeRequest.class), job));
    }

    /** How many combinations were done at each report of the trainings. */
    private static List<Long> done(RecordingJobContext job) {
        return job.reports().stream()
                .filter(report -> report.message().startsWith("Walk-forward")
                        || report.message().startsWith("Split"))
                .map(RecordingJobContext.Progress::current)
                .toList();
    }

    private static RecordingJobContext.Progress last(RecordingJobContext job) {
        return job.reports().get(job.reports().size() - 1);
    }
}

package dev.quarry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Golden;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engine is chosen, without any Spark. */
class SparkEnginesTest {

    private static final Golden.Case GOLDEN =
            Golden.cases("discovery.json").findFirst().orElseThrow();

    @TempDir
    Path directory;

    private final RecordingJobContext job = new RecordingJobContext(7);

    @Test
    void auto_is_this_node_where_spark_could_save_little_and_says_both_figures() {
        RequestedEngine engine = choose("auto", Optional.of("local[2]"), EngineChoice.LOCAL, 59.94);

        assertThat(run(engine)).isEqualTo(expected());
        assertThat(engine.report())
                .isEqualTo(
                        new EngineReport(
                                "local",
                                null,
                                "Spark could save about 59.9 seconds at most, and is taken from 60 on (quarry.spark.auto-seconds)"));
        assertThat(job.warnings()).isEmpty();
    }

    @Test
    void auto_is_spark_where_it_could_save_much_and_this_node_again_where_spark_cannot() {
        RequestedEngine engine = choose("auto", Optional.of("local[2]"), EngineChoice.LOCAL, 1_234.5);

        assertThat(engine.report().engine()).isEqualTo("spark");
        assertThat(run(engine)).isEqualTo(expected());
        assertThat(engine.report().engine()).isEqualTo("local");
        assertThat(engine.report().fallbackReason()).startsWith("there are no jars of Spark in ");
        assertThat(engine.report().engineReason()).startsWith("Spark could save about 1,234.5 seconds");
    }

    @Test
    void auto_is_this_node_where_no_spark_is_configured_and_no_warning() {
        RequestedEngine engine = choose("AUTO", Optional.empty(), EngineChoice.SPARK, 1e6);

        assertThat(run(engine)).isEqualTo(expected());
        assertThat(engine.report())
                .isEqualTo(new EngineReport("local", null, "no Spark master is configured (quarry.spark.master)"));
        assertThat(job.warnings()).isEmpty();
    }

    @Test
    void what_is_asked_for_is_not_weighed() {
        assertThat(choose("local", Optional.of("local[2]"), EngineChoice.SPARK, 1e6)
                        .report())
                .isEqualTo(EngineReport.LOCAL);
        assertThat(choose("spark", Optional.of("local[2]"), EngineChoice.LOCAL, 0)
                        .report())
                .isEqualTo(new EngineReport("spark", null, null));
        assertThat(choose(null, Optional.of("local[2]"), EngineChoice.LOCAL, 1e6)
                        .report())
                .isEqualTo(EngineReport.LOCAL);
    }

    @Test
    void auto_may_stand_with_shards_which_spark_may_not() {
        assertThat(EngineChoice.violations("auto", true)).isEmpty();
        assertThat(EngineChoice.violations("spark", true)).hasSize(1);
        assertThat(EngineChoice.violations("sometimes", false))
                .singleElement()
                .asString()
                .contains("local, spark, spark!, auto");
    }

    private RequestedEngine choose(String requested, Optional<String> master, EngineChoice byDefault, double seconds) {
        SparkConfiguration configuration = new SparkConfiguration(
                master,
                Optional.of(directory),
                List.of(),
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                directory,
                Optional.empty());
        IndicatorCache series = new IndicatorCache(GOLDEN.bars());
        return new SparkEngines(configuration, ApplicationJar.PACKED, WorkCounter.NONE, byDefault, 60)
                .choose(requested, seconds, new FastSweep(series, Runnable::run, 1), series, job);
    }

    private static List<CombinationResult> run(RequestedEngine engine) {
        List<CombinationResult> results = new ArrayList<>();
        engine.run(plan(), SweepProgress.NONE, results::add);
        return results;
    }

    private static List<CombinationResult> expected() {
        List<CombinationResult> results = new ArrayList<>();
        new FastSweep(GOLDEN.bars()).run(plan(), SweepProgress.NONE, results::add);
        return results;
    }

    private static SweepPlan plan() {
        return SweepPlan.of(
                Combinations.all(Grid.ofChecked(RsiBands.STRATEGY, Map.of("rsi_min", List.of(60, 64, 68)))), Map.of());
    }
}

package dev.quarry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Golden;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SparkSweepIT {

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        TestSpark.install();
    }

    @Test
    void a_golden_grid_has_the_bits_of_the_local_engine() throws IOException {
        Golden.Case golden = Golden.cases("discovery.json", "discovery_small.json").findFirst().orElseThrow();
        Grid grid = Grid.of(RsiBands.STRATEGY, Golden.object(golden.json(), "grid"));
        SweepPlan plan = SweepPlan.of(Combinations.distinct(grid), golden.parameters("base_params"));
        RecordingJobContext job = new RecordingJobContext(7);
        IndicatorCache series = new IndicatorCache(golden.bars());

        List<Object> expected = new ArrayList<>();
        new FastSweep(golden.bars()).run(plan, SweepProgress.NONE, expected::add);
        List<Object> actual = new ArrayList<>();
        SparkSweep spark = TestSpark.sweep(TestSpark.on("local[2]"), true, series, job);
        spark.run(plan, SweepProgress.NONE, actual::add);

        assertThat(actual).isEqualTo(expected);
        assertThat(spark.report()).isEqualTo(new EngineReport("spark", null));
        System.out.println(job.infos());
    }
}

package dev.quarry.bench;

import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A grid search over the 252,000 combinations of the comprehensive grid on a year of 30-minute bars, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ComprehensiveSweep {

    @Param({"Short", "Both"})
    public String direction;

    private Bars bars;
    private SweepPlan plan;

    @Setup
    public void prepare() {
        bars = SyntheticBars.of(SweepBench.YEAR);
        plan = SweepBench.plan(
                Combinations.all(
                        Grid.of(RsiBands.STRATEGY, BuiltInGrids.optimisation().get("comprehensive"))),
                direction);
    }

    @Benchmark
    public GridSearch.Result search() {
        return new GridSearch(Metric.PROFIT_FACTOR, SearchConstraints.minTrades(10), 50)
                .run(new FastSweep(bars), plan, SweepProgress.NONE);
    }
}

package dev.quarry.bench;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.SampleBars;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.DoubleSupplier;

/** Prints how many combinations the plain engine tests in a second on one thread, over the 9,399-bar sample. */
public final class PlainEngineBench {

    private static final int ROUNDS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private PlainEngineBench() {}

    public static void main(String[] args) {
        Bars bars = SampleBars.bars();
        Grid grid = Grid.of(RsiBands.STRATEGY, BuiltInGrids.discovery().get("quick"));
        Combinations sample = Combinations.distinct(grid).sample(1_000, 1);
        for (int round = 1; round <= ROUNDS; round++) {
            print(round, "shared indicators, statistics only", sample.size(), () -> sweep(bars, sample));
            print(round, "indicators each, curves and all", sample.size(), () -> one(bars, sample));
        }
    }

    private static double sweep(Bars bars, Combinations sample) {
        double[] sum = new double[1];
        new PlainSweep(bars)
                .run(
                        SweepPlan.of(sample, Map.of("trade_direction", "Both")),
                        SweepProgress.NONE,
                        result -> sum[0] += result.statistics().totalReturnPercent());
        return sum[0];
    }

    private static double one(Bars bars, Combinations sample) {
        SweepPlan plan = SweepPlan.of(sample, Map.of("trade_direction", "Both"));
        double sum = 0;
        PrimitiveIterator.OfLong indexes = sample.indexes();
        while (indexes.hasNext()) {
            Combination combination = sample.grid().combination(indexes.nextLong());
            sum += Backtest.run(
                            bars,
                            StrategyParameters.parse(
                                            RsiBands.STRATEGY,
                                            plan.raw(combination),
                                            StrategyParameters.SEARCH_COMMISSION)
                                    .orThrow())
                    .statistics()
                    .totalReturnPercent();
        }
        return sum;
    }

    private static void print(int round, String what, long combinations, DoubleSupplier work) {
        long wallStart = System.nanoTime();
        long cpuStart = THREADS.getCurrentThreadCpuTime();
        double sum = work.getAsDouble();
        double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e9;
        double wallSeconds = (System.nanoTime() - wallStart) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "round %d: %-36s %,8.0f combinations per CPU second, %,8.0f per second (check %.6f)%n",
                round,
                what,
                combinations / cpuSeconds,
                combinations / wallSeconds,
                sum);
    }
}

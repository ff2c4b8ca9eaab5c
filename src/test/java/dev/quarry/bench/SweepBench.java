package dev.quarry.bench;

import dev.quarry.backtest.Bars;
import dev.quarry.backtest.IndicatorCache;
import dev.quarry.sweep.BuiltInGrids;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

public final class SweepBench {
    static final Map<String, Object> MARGIN = Map.of(
            "max_leverage", 2.0, "maintenance_margin_pct", 0.5, "max_margin_utilization", 70, "commission", 0.001);

    public static void main(String[] args) {
        Bars bars = SyntheticBars.of(Integer.parseInt(args[0]));
        Grid grid = args[1].equals("comprehensive")
                ? BuiltInGrids.optimisation().get(args[1])
                : BuiltInGrids.discovery().get(args[1]);
        Map<String, Object> base = new HashMap<>(MARGIN);
        base.put("trade_direction", args[2]);
        SweepPlan plan = SweepPlan.of(Combinations.all(grid), base);
        for (int round = 0; round < Integer.parseInt(args[3]); round++) {
            double[] sum = new double[3];
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            new FastSweep(new IndicatorCache(bars), Runnable::run, 1).runInChunks(plan, SweepProgress.NONE, chunk -> {
                for (int k = 0; k < chunk.size(); k++) {
                    sum[0] += chunk.statistics(k).totalReturnPercent();
                    sum[1] = Math.max(sum[1], chunk.outcome(k));
                    sum[2] += chunk.statistics(k).trades();
                }
            });
            System.out.printf(
                    "cpu %.3f wall %.3f  outcomes %.0f avg trades %.1f sum %f%n",
                    (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9,
                    (System.nanoTime() - wall) / 1e9,
                    sum[1],
                    sum[2] / grid.size(),
                    sum[0]);
        }
    }
}

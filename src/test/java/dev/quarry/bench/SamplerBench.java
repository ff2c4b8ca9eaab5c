package dev.quarry.bench;

import dev.quarry.engine.SampleBars;
import dev.quarry.optimisation.sampled.BestSoFar;
import dev.quarry.optimisation.sampled.SampledSearch;
import dev.quarry.optimisation.sampled.SamplingRequest;
import dev.quarry.sampler.SamplerKind;
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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many trials each sampler has in a second of one core's time with the comprehensive grid, and how close to the best of
 * its 252,000 combinations what it chose comes, over {@code quarry.bench.seeds} seeds (20) with {@code quarry.bench.trials}
 * trials (2,000), with and without halving: on a synthetic year of 30-minute bars and on the sample.
 */
public final class SamplerBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SEEDS = Integer.getInteger("quarry.bench.seeds", 20);
    private static final int TRIALS = Integer.getInteger("quarry.bench.trials", 2_000);

    private SamplerBench() {}

    public static void main(String[] args) {
        Grid grid = Grid.of(RsiBands.STRATEGY, BuiltInGrids.optimisation().get("comprehensive"));
        Map<String, Object> base = Map.of("trade_direction", "Both");
        SweepPlan plan = SweepPlan.of(Combinations.distinct(grid, base, () -> {}), base);
        measure(SyntheticBars.of(SweepBench.YEAR), plan, Metric.PROFIT_FACTOR);
        measure(SampleBars.bars(), plan, Metric.TOTAL_RETURN);
    }

    private static void measure(Bars bars, SweepPlan plan, Metric metric) {
        GridSearch search = new GridSearch(metric, SearchConstraints.minTrades(10), 1);
        double best = metric.of(search.run(new FastSweep(bars), plan, SweepProgress.NONE)
                .best()
                .get(0)
                .statistics());
        for (Map<String, Object> halving : Arrays.<Map<String, Object>>asList(null, Map.of())) {
            for (SamplerKind kind : SamplerKind.values()) {
                measure(bars, plan, search, best, kind, halving);
            }
        }
    }

    private static void measure(
            Bars bars, SweepPlan plan, GridSearch search, double best, SamplerKind kind, Map<String, Object> halving) {
        double[] shares = new double[SEEDS];
        double[] seconds = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            SampledSearch sampled = new SampledSearch(
                    new SamplingRequest(kind.text(), TRIALS, seed, null, halving),
                    search,
                    plan,
                    count -> new FastSweep(bars.slice(0, count)),
                    bars.size(),
                    SweepProgress.NONE);
            long start = THREADS.getCurrentThreadCpuTime();
            List<BestSoFar.Step> steps = sampled.run().best();
            seconds[seed] = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
            shares[seed] = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).merit() / best;
        }
        Arrays.sort(seconds);
        Arrays.sort(shares);
        System.out.printf(
                Locale.ROOT,
                "%,6d bars, %-13s %-6s %-8s %,7.0f trials/s, within 1%% of the best: %d of %d seeds, share %.3f to %.3f, median %.3f%n",
                bars.size(),
                search.metric().text(),
                kind.text(),
                halving == null ? "" : "halving",
                TRIALS / seconds[SEEDS / 2],
                Arrays.stream(shares).filter(share -> share >= 0.99).count(),
                SEEDS,
                shares[0],
                shares[SEEDS - 1],
                shares[SEEDS / 2]);
    }
}

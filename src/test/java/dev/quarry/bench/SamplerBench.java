package dev.quarry.bench;

import dev.quarry.engine.SampleBars;
import dev.quarry.optimisation.sampled.Exhaustive;
import dev.quarry.optimisation.sampled.SampledSearch;
import dev.quarry.optimisation.sampled.SamplingRequest;
import dev.quarry.sampler.SamplerKind;
import dev.quarry.search.SearchCost;
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
import java.util.Locale;
import java.util.Map;

/**
 * How many trials each sampler has in a second of one core's time with the comprehensive grid, and how close to the best of
 * its 252,000 combinations it comes, over {@code quarry.bench.seeds} seeds (20) with {@code quarry.bench.trials} trials
 * (2,000), with and without halving: on a synthetic year of 30-minute bars and on the sample.
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
        for (Map<String, Object> halving : Arrays.<Map<String, Object>>asList(null, Map.of())) {
            for (SamplerKind kind : SamplerKind.values()) {
                measure(SyntheticBars.of(SweepBench.YEAR), plan, Metric.PROFIT_FACTOR, kind, halving);
                measure(SampleBars.bars(), plan, Metric.TOTAL_RETURN, kind, halving);
            }
        }
    }

    private static void measure(
            Bars bars, SweepPlan plan, Metric metric, SamplerKind kind, Map<String, Object> halving) {
        GridSearch search = new GridSearch(metric, SearchConstraints.minTrades(10), 20);
        FastSweep whole = new FastSweep(bars);
        double[] shares = new double[SEEDS];
        long[] ranks = new long[SEEDS];
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
            SampledSearch.Found found = sampled.run();
            seconds[seed] = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
            Exhaustive compared = sampled.report(
                            found, new SearchCost(plan.combinations().size(), 0, 0, 0), whole, () -> {})
                    .exhaustive();
            shares[seed] = compared.share() == null ? Double.NaN : compared.share();
            ranks[seed] = compared.rank() == null ? Long.MAX_VALUE : compared.rank();
        }
        Arrays.sort(seconds);
        Arrays.sort(ranks);
        System.out.printf(
                Locale.ROOT,
                "%,6d bars, %-13s %-6s %-8s %,7.0f trials/s, within 1%% of the best: %d of %d seeds, share %.4f to %.4f, mean %.4f,"
                        + " median rank %,d of %,d%n",
                bars.size(),
                metric.text(),
                kind.text(),
                halving == null ? "" : "halving",
                TRIALS / seconds[SEEDS / 2],
                Arrays.stream(shares).filter(share -> share >= 0.99).count(),
                SEEDS,
                Arrays.stream(shares).min().orElseThrow(),
                Arrays.stream(shares).max().orElseThrow(),
                Arrays.stream(shares).average().orElseThrow(),
                ranks[SEEDS / 2],
                plan.combinations().size());
    }
}

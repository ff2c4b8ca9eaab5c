package dev.quarry.bench;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.fast.WalkFloor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Prints what the sweep engines do in a second, against each other, against ta4j and against the reference, on
 * {@link SyntheticBars}. Every figure is the median of a few rounds in a warm virtual machine, in CPU seconds of the one
 * thread that works where nothing else is said; each round starts without indicators, tables or sets.
 */
public final class SweepBench {

    static final int YEAR = 17_520;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Measured once, on a year of 30-minute bars in one process; its parallel mode gains nothing. */
    private static final double REFERENCE_PER_SECOND = 10;

    private record Measured(long combinations, double cpuSeconds, double wallSeconds) {

        double perSecond() {
            return combinations / cpuSeconds;
        }
    }

    private SweepBench() {}

    public static void main(String[] args) throws RunnerException {
        Bars year = SyntheticBars.of(YEAR);
        Grid comprehensive =
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.optimisation().get("comprehensive"));
        Combinations few = Combinations.all(comprehensive).sample(2_000, 1);
        Combinations fewer = Combinations.all(comprehensive).sample(200, 1);

        System.out.printf(
                "%nSweep over %,d bars, %,d combinations unless said otherwise%n", YEAR, comprehensive.size());
        row("", "combinations", "CPU s", "wall s", "per CPU s", "x plain", "x ta4j", "x reference");
        Measured ta4j = measured(5, () -> ta4j(year, fewer));
        Measured plain = measured(5, () -> sweep(new PlainSweep(year), plan(few, "Short")));
        line("ta4j 0.17, nearest rules", ta4j, plain, ta4j);
        line("plain engine", plain, plain, ta4j);
        for (String direction : List.of("Short", "Both")) {
            SweepPlan plan = plan(Combinations.all(comprehensive), direction);
            line("fast, " + direction, measured(15, () -> sweep(new FastSweep(year), plan)), plain, ta4j);
        }
        trailing(year, comprehensive, plain, ta4j);
        twoThreads(year, comprehensive, plain, ta4j);
        Combinations discovery = Combinations.all(
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.discovery().get("discovery")));
        line(
                "fast, DISCOVERY grid",
                measured(1, () -> sweep(new FastSweep(year), plan(discovery, "Short"))),
                plain,
                ta4j);

        System.out.printf("%nWalks of the comprehensive grid against a stripped loop over the same tables, warm%n");
        for (String direction : List.of("Short", "Both")) {
            floor(year, comprehensive, direction);
        }

        System.out.printf("%nMore bars (fast, Short)%n");
        for (int times : new int[] {1, 2, 4}) {
            Bars bars = SyntheticBars.of(times * YEAR);
            SweepPlan plan = plan(Combinations.all(comprehensive), "Short");
            line(times + " x " + YEAR + " bars", measured(7, () -> sweep(new FastSweep(bars), plan)), plain, ta4j);
        }
        System.out.printf("%nMore combinations (fast, Short)%n");
        for (int stops : new int[] {6, 12, 24}) {
            SweepPlan plan = plan(Combinations.all(withStops(comprehensive, stops)), "Short");
            line(stops + " stop distances", measured(7, () -> sweep(new FastSweep(year), plan)), plain, ta4j);
        }
        System.out.printf(
                "%nThe reference does %.0f combinations a second (measured once, one process); ratios are of CPU time.%n",
                REFERENCE_PER_SECOND);
        System.out.printf("%nThe same grid as a search for the best 50, by JMH%n");
        new Runner(new OptionsBuilder()
                        .include(ComprehensiveSweep.class.getName())
                        .build())
                .run();
    }

    /** How far the sweep is from what memory and branches allow: see {@link WalkFloor}. */
    private static void floor(Bars year, Grid grid, String direction) {
        SweepPlan plan = plan(Combinations.all(grid), direction);
        WalkFloor floor = new WalkFloor(year, plan);
        long trades = floor.walks();
        Measured whole = measured(15, () -> sweep(new FastSweep(year), plan));
        Measured walks = measured(15, floor::walks);
        Measured stripped = measured(15, floor::stripped);
        System.out.printf(
                Locale.ROOT,
                "  %-6s %,d outcomes, %,d trades: stripped %.1f ns a trade, walks %.1f (x %.2f), the whole sweep x %.2f%n",
                direction,
                floor.outcomes(),
                trades,
                stripped.cpuSeconds * 1e9 / stripped.combinations,
                walks.cpuSeconds * 1e9 / trades,
                walks.cpuSeconds / stripped.cpuSeconds,
                whole.cpuSeconds / stripped.cpuSeconds);
    }

    private static void trailing(Bars year, Grid grid, Measured plain, Measured ta4j) {
        Map<String, Object> base = base("Short");
        base.put("use_trailing", true);
        SweepPlan plan = SweepPlan.of(Combinations.all(grid), base);
        line("fast, Short, trailing on", measured(7, () -> sweep(new FastSweep(year), plan)), plain, ta4j);
    }

    private static void twoThreads(Bars year, Grid grid, Measured plain, Measured ta4j) {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try {
            SweepPlan plan = plan(Combinations.all(grid), "Both");
            Measured both = measured(7, () -> sweep(new FastSweep(new IndicatorCache(year), executor, 2), plan));
            line("fast, Both, two threads (CPU: one of them)", both, plain, ta4j);
        } finally {
            executor.shutdownNow();
        }
    }

    /** The default margin settings of a grid search. */
    static SweepPlan plan(Combinations combinations, String direction) {
        return SweepPlan.of(combinations, base(direction));
    }

    private static Map<String, Object> base(String direction) {
        return new HashMap<>(Map.of(
                "max_leverage", 2.0,
                "maintenance_margin_pct", 0.5,
                "max_margin_utilization", 70,
                "commission", 0.001,
                "trade_direction", direction));
    }

    private static Grid withStops(Grid grid, int count) {
        Map<String, Object> values = new LinkedHashMap<>(grid.values());
        values.put(
                "stop_pct",
                IntStream.rangeClosed(1, count).mapToObj(i -> 3.6 * i / count).toList());
        return Grid.of(RsiBands.STRATEGY, values);
    }

    private static long sweep(SweepEngine engine, SweepPlan plan) {
        double[] sum = new double[1];
        engine.runInChunks(plan, SweepProgress.NONE, chunk -> {
            for (int k = 0; k < chunk.size(); k++) {
                sum[0] += chunk.statistics(k).totalReturnPercent();
            }
        });
        return used(sum[0], plan.combinations().size());
    }

    private static long ta4j(Bars bars, Combinations combinations) {
        Ta4jStrategy strategy = new Ta4jStrategy(bars);
        SweepPlan plan = plan(combinations, "Short");
        double sum = 0;
        PrimitiveIterator.OfLong indexes = combinations.indexes();
        while (indexes.hasNext()) {
            var combination = combinations.grid().combination(indexes.nextLong());
            sum += strategy.run(plan.parameters(combination).orThrow())[2];
        }
        return used(sum, combinations.size());
    }

    /** Keeps a result from being optimised away. */
    private static long used(double result, long combinations) {
        if (Double.isInfinite(result)) {
            throw new IllegalStateException("an infinite sum of returns");
        }
        return combinations;
    }

    /** The round of median CPU time, after as many to warm up. */
    private static Measured measured(int rounds, LongSupplier work) {
        Measured[] measured = new Measured[rounds];
        for (int round = -rounds; round < rounds; round++) {
            long wall = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            long combinations = work.getAsLong();
            double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
            double wallSeconds = (System.nanoTime() - wall) / 1e9;
            measured[Math.max(0, round)] = new Measured(combinations, cpuSeconds, wallSeconds);
        }
        Arrays.sort(measured, Comparator.comparingDouble(Measured::cpuSeconds));
        return measured[rounds / 2];
    }

    private static void line(String what, Measured m, Measured plain, Measured ta4j) {
        row(
                what,
                "%,d".formatted(m.combinations),
                String.format(Locale.ROOT, "%.3f", m.cpuSeconds),
                String.format(Locale.ROOT, "%.3f", m.wallSeconds),
                String.format(Locale.ROOT, "%,.0f", m.perSecond()),
                String.format(Locale.ROOT, "%,.2f", m.perSecond() / plain.perSecond()),
                String.format(Locale.ROOT, "%,.1f", m.perSecond() / ta4j.perSecond()),
                String.format(Locale.ROOT, "%,.0f", m.perSecond() / REFERENCE_PER_SECOND));
    }

    private static void row(String what, String... cells) {
        System.out.printf("%-44s", what);
        for (String cell : cells) {
            System.out.printf("%13s", cell);
        }
        System.out.println();
    }
}

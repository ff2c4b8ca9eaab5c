package dev.quarry.bench;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Prints what the fast engine does with definitions in a CPU second of the one thread that works, on a year of 30-minute
 * {@link SyntheticBars}, beside the built-in family and beside ta4j with the same rules. The median of a few warm rounds.
 */
public final class StrategiesBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String CROSS = """
            {'name': 'cross',
             'parameters': {'fast': {'type': 'integer', 'default': 20, 'minimum': 2, 'maximum': 450},
                            'slow': {'type': 'integer', 'default': 50, 'minimum': 2, 'maximum': 450}},
             'long': {'enter': 'crosses_above(sma(close, fast), sma(close, slow))',
                      'exit': 'crosses_below(sma(close, fast), sma(close, slow))'}}
            """;

    private StrategiesBench() {}

    public static void main(String[] args) {
        Bars year = SyntheticBars.of(SweepBench.YEAR);
        System.out.printf("%nDefinitions over %,d bars, one thread%n", year.size());
        System.out.printf("%-48s%13s%12s%15s%n", "", "combinations", "CPU s", "per CPU s");
        Map<String, ?> comprehensive = BuiltInGrids.optimisation().get("comprehensive");
        double builtIn =
                line("built-in family, comprehensive grid", 9, sweep(year, RsiBands.STRATEGY, comprehensive, base()));
        DefinedStrategy family = DefinedStrategy.of(Definitions.resource("rsi_bands.json"));
        double defined = line("the same family as a definition", 9, sweep(year, family, comprehensive, base()));
        System.out.printf(Locale.ROOT, "%-48s%40.2f%n", "  of the built-in one", defined / builtIn);
        DefinedStrategy turtle = DefinedStrategy.of(Definitions.right(Definitions.json(Definitions.TURTLE)));
        line("turtle: entry, exit, trend, stop, trail", 5, sweep(year, turtle, turtleGrid(), turtleBase()));
        DefinedStrategy cross = DefinedStrategy.of(Definitions.right(Definitions.json(CROSS)));
        Map<String, Object> pairs = new HashMap<>();
        List<Object> windows =
                new ArrayList<>(IntStream.rangeClosed(2, 450).boxed().toList());
        pairs.put("fast", windows);
        pairs.put("slow", windows);
        double crossing = line("all ordered pairs of two averages of 2 to 450", 1, sweep(year, cross, pairs, Map.of()));
        Ta4jStrategy ta4j = new Ta4jStrategy(year);
        double theirs = line("  the same rules in ta4j 0.17, 60 of the pairs", 1, () -> {
            double sum = 0;
            for (int pair = 0; pair < 60; pair++) {
                sum += ta4j.cross(2 + pair, 40 + 5 * pair);
            }
            return Double.isNaN(sum) ? -1 : 60;
        });
        System.out.printf(Locale.ROOT, "%-48s%40.0f%n", "  times ta4j", crossing / theirs);
        double once = measured(200, () -> Backtest.run(
                        new IndicatorCache(year),
                        StrategyParameters.parse(turtle, Map.of(), 0.0005).orThrow())
                .trades()
                .size());
        System.out.printf(Locale.ROOT, "%-48s%25.2f ms%n", "back-test of turtle, warm", once * 1000);
    }

    private static Map<String, Object> base() {
        Map<String, Object> base =
                StrategyParameters.defaults(RsiBands.STRATEGY, 0.001).toMap();
        RsiBands.STRATEGY.parameters().forEach(parameter -> base.remove(parameter.name()));
        base.putAll(Map.of(
                "max_leverage",
                2.0,
                "maintenance_margin_pct",
                0.5,
                "max_margin_utilization",
                70,
                "trade_direction",
                "Both"));
        return base;
    }

    private static Map<String, Object> turtleBase() {
        return Map.of("use_stop", true, "stop_mode", "Fixed %", "use_trailing", true);
    }

    /** 252,000 combinations, as the comprehensive grid of the built-in family has. */
    private static Map<String, Object> turtleGrid() {
        Map<String, Object> grid = new HashMap<>();
        grid.put(
                "entry_bars",
                IntStream.rangeClosed(1, 30).mapToObj(k -> (Object) (k * 10)).toList());
        grid.put(
                "exit_bars",
                IntStream.rangeClosed(1, 28).mapToObj(k -> (Object) (k * 5)).toList());
        grid.put("trend", List.of(true, false));
        grid.put(
                "stop_pct",
                IntStream.rangeClosed(1, 15).mapToObj(k -> (Object) (k * 0.5)).toList());
        grid.put(
                "trail_pct",
                IntStream.rangeClosed(1, 10).mapToObj(k -> (Object) (k * 0.5)).toList());
        return grid;
    }

    private static LongSupplier sweep(Bars bars, Strategy strategy, Map<String, ?> grid, Map<String, Object> base) {
        SweepPlan plan = SweepPlan.of(Combinations.all(Grid.of(strategy, grid)), base);
        return () -> {
            double[] sum = new double[1];
            new FastSweep(bars).runInChunks(plan, SweepProgress.NONE, chunk -> {
                for (int k = 0; k < chunk.size(); k++) {
                    sum[0] += chunk.statistics(k).totalReturnPercent();
                }
            });
            return Double.isInfinite(sum[0]) ? -1 : plan.combinations().size();
        };
    }

    /** Prints a line and gives combinations a CPU second. */
    private static double line(String what, int rounds, LongSupplier work) {
        long combinations = work.getAsLong();
        double seconds = measured(rounds, work);
        System.out.printf(
                Locale.ROOT, "%-48s%,13d%12.3f%,15.0f%n", what, combinations, seconds, combinations / seconds);
        return combinations / seconds;
    }

    /** CPU seconds of the median round, after as many to warm up. */
    private static double measured(int rounds, LongSupplier work) {
        double[] seconds = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            work.getAsLong();
            seconds[Math.max(0, round)] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[rounds / 2];
    }
}

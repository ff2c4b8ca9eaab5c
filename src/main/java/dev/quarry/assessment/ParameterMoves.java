package dev.quarry.assessment;

import dev.quarry.engine.ParsedParameters;
import dev.quarry.engine.SharedSettings;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.NullDistribution;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.Parameter;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The winner with its numbers moved by one step: to the next value of the grid where the search varied one, otherwise
 * by 5 percent, whole numbers by 1 at least. Each is moved alone, down and up, and then all of them at once, each by
 * −1, 0 or 1 step at random. Money, costs and limits of the account are no part of the strategy and stay, unless they
 * were searched.
 *
 * @param single each parameter moved alone
 * @param draws how often all were moved at once and could be run
 * @param sharpeAt5 yearly Sharpe ratio below which 5 percent of those lie; 0 where nothing is traded
 * @param sharpeAt50 the median
 * @param sharpeAt95 the same for 95 percent
 * @param shareKeepingHalf share of draws whose ratio is at least half of the winner's, 0..1; NaN where the winner's is
 *     not above 0
 */
record ParameterMoves(
        List<Move> single, int draws, double sharpeAt5, double sharpeAt50, double sharpeAt95, double shareKeepingHalf) {

    private static final double STEP = 0.05;

    /** One parameter moved. */
    record Move(
            @Described("Its name") String parameter,
            @Described("What it was moved to") Object value,
            @Described("With it") double yearlySharpe) {}

    /** Where a parameter may be moved to; null in a direction in which there is nothing. */
    private record Steps(String parameter, Object down, Object up) {}

    /** About how many back-tests the single moves take. */
    static final int SINGLE_ABOUT = 2 * 15;

    /**
     * @param winner its raw parameters, base parameters included
     * @param ownSharpe its yearly Sharpe ratio
     * @param checkpoint called before each back-test; what it throws is passed on
     */
    static ParameterMoves of(
            Search search, Map<String, ?> winner, double ownSharpe, int draws, long seed, Runnable checkpoint) {
        List<Steps> steps = steps(search.combinations().grid(), winner);
        List<Move> single = new ArrayList<>();
        for (Steps one : steps) {
            for (Object value : new Object[] {one.down, one.up}) {
                double ratio =
                        value == null ? Double.NaN : sharpe(search, winner, Map.of(one.parameter, value), checkpoint);
                if (!Double.isNaN(ratio)) {
                    single.add(new Move(one.parameter, value, ratio));
                }
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] ratios = new double[steps.isEmpty() ? 0 : draws];
        for (int draw = 0; draw < ratios.length; draw++) {
            Map<String, Object> moved = new LinkedHashMap<>();
            for (Steps one : steps) {
                int direction = random.nextInt(3) - 1;
                Object value = direction < 0 ? one.down : one.up;
                if (direction != 0 && value != null) {
                    moved.put(one.parameter, value);
                }
            }
            ratios[draw] = sharpe(search, winner, moved, checkpoint);
        }
        NullDistribution all = NullDistribution.of(ratios);
        int keeping = 0;
        for (double ratio : ratios) {
            keeping += ratio >= ownSharpe / 2 ? 1 : 0;
        }
        return new ParameterMoves(
                single,
                all.size(),
                all.quantile(0.05),
                all.quantile(0.5),
                all.quantile(0.95),
                ownSharpe > 0 ? (double) keeping / all.size() : Double.NaN);
    }

    /** The yearly Sharpe ratio with the moved parameters; NaN where those cannot be run. */
    private static double sharpe(Search search, Map<String, ?> winner, Map<String, Object> moved, Runnable checkpoint) {
        checkpoint.run();
        Map<String, Object> raw = new LinkedHashMap<>(winner);
        raw.putAll(moved);
        ParsedParameters parsed = search.parameters(raw);
        return parsed.valid() ? Perturbation.yearlySharpe(search.indicators(), parsed.orThrow()) : Double.NaN;
    }

    private static List<Steps> steps(Grid grid, Map<String, ?> winner) {
        List<Steps> steps = new ArrayList<>();
        Map<String, Object> all =
                StrategyParameters.complete(grid.strategy(), winner, StrategyParameters.SEARCH_COMMISSION);
        StrategyParameters.parameters(grid.strategy()).forEach(parameter -> {
            String name = parameter.name();
            boolean searched = grid.has(name) && grid.values().get(name).size() > 1;
            if (!(all.get(name) instanceof Number number) || !searched && !isOfThePosition(parameter, grid)) {
                return;
            }
            double from = number.doubleValue();
            boolean whole = parameter.kind() != Parameter.Kind.NUMBER;
            steps.add(
                    searched
                            ? new Steps(name, next(grid, name, from, -1), next(grid, name, from, 1))
                            : new Steps(name, moved(whole, from, -1), moved(whole, from, 1)));
        });
        return steps;
    }

    private static boolean isOfThePosition(Parameter<?> parameter, Grid grid) {
        return grid.strategy().parameters().contains(parameter)
                || SharedSettings.OF_EXITS.contains(parameter.name()) && parameter != SharedSettings.SLIPPAGE;
    }

    private static Object next(Grid grid, String name, double from, int direction) {
        List<Object> values = grid.values().get(name);
        int at = Grid.nearest(values, from, direction);
        return at < 0 ? null : values.get(at);
    }

    private static Object moved(boolean whole, double from, int direction) {
        if (whole) {
            return Math.round(from + direction * Math.max(1, STEP * from));
        }
        return from + direction * STEP * from;
    }

    String sentence(double ownSharpe) {
        if (draws == 0) {
            return "There is no number to move.";
        }
        String text = String.format(
                Locale.ROOT,
                "With its numbers moved by a step down or up at random (%,d times) its yearly Sharpe ratio is %.2f at the median and"
                        + " below %.2f in one case of twenty, against %.2f.",
                draws,
                sharpeAt50,
                sharpeAt5,
                ownSharpe);
        if (Double.isNaN(shareKeepingHalf)) {
            return text + " Next: leave it, it earns nothing on the prices as they were.";
        }
        return text
                + (shareKeepingHalf >= 0.5
                        ? " The exact values matter little. Next: keep them."
                        : " Its exact values carry the result. Next: look for a plateau before trusting them.");
    }
}

package dev.quarry.sweep.search;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.Statistics;
import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the neighbours of a grid search's winner do. A neighbour takes the next smaller or the next greater value of one
 * parameter that is a number, and the winner's values otherwise; texts and flags have no neighbours. A winner on a plateau
 * keeps its result when a parameter moves a little, one on a peak owes it to the exact values.
 *
 * @param neighbours combinations that stand next to the winner
 * @param failed those of them that could not be run
 * @param unchanged those whose statistics are the winner's to the bit: the parameter has no effect there
 * @param passingPercent share of the neighbours that meet the constraints of the search; NaN without neighbours
 * @param mean of the metric over the neighbours that could be run and where it is finite; NaN for none
 * @param median of the metric where it is defined, which may be infinite; NaN for none
 * @param worst of the metric where it is defined, which may be infinite; NaN for none
 * @param score 0..1: the mean over the neighbours, unchanged ones left out, of what they keep of the winner's metric,
 *     {@code min(1, max(0, neighbour / winner))}, the reciprocal where less is better, 0 for one that fails or misses the
 *     constraints; 1 when all are unchanged; NaN without neighbours or when the winner's metric is not above 0 or infinite
 */
public record Plateau(
        int neighbours,
        int failed,
        int unchanged,
        double passingPercent,
        double mean,
        double median,
        double worst,
        double score) {

    /** Back-tests the winner's neighbours, two for each varied number at most. */
    public static Plateau of(
            IndicatorCache indicators,
            SweepPlan plan,
            GridSearch search,
            CombinationResult winner,
            Runnable checkpoint) {
        List<Combination> neighbours =
                neighbours(plan.combinations().grid(), winner.combination().index());
        List<Statistics> tested = new ArrayList<>();
        for (Combination neighbour : neighbours) {
            checkpoint.run();
            try {
                tested.add(Backtest.statistics(
                        indicators, plan.parameters(neighbour).orThrow()));
            } catch (InvalidParametersException e) {
                // Counted as the difference of the two numbers below.
                continue;
            }
        }
        return of(neighbours.size(), tested, search, winner.statistics());
    }

    static Plateau of(int neighbours, List<Statistics> tested, GridSearch search, Statistics winner) {
        Metric metric = search.metric();
        int failed = neighbours - tested.size();
        int unchanged = 0;
        int passing = 0;
        double kept = 0;
        for (Statistics neighbour : tested) {
            boolean passes = search.constraints().metBy(neighbour);
            passing += passes ? 1 : 0;
            if (neighbour.equals(winner)) {
                unchanged++;
            } else if (passes) {
                kept += kept(metric, metric.of(neighbour), metric.of(winner));
            }
        }
        double[] figures = tested.stream()
                .mapToDouble(metric::of)
                .filter(figure -> !Double.isNaN(figure))
                .sorted()
                .toArray();
        boolean comparable = metric.of(winner) > 0 && Double.isFinite(metric.of(winner));
        double score = unchanged == neighbours ? 1 : kept / (neighbours - unchanged);
        return new Plateau(
                neighbours,
                failed,
                unchanged,
                100.0 * passing / neighbours,
                Arrays.stream(figures).filter(Double::isFinite).average().orElse(Double.NaN),
                median(figures),
                figures.length == 0 ? Double.NaN : figures[metric.isBetterSmall() ? figures.length - 1 : 0],
                neighbours > 0 && comparable ? score : Double.NaN);
    }

    private static double kept(Metric metric, double neighbour, double winner) {
        double ratio = metric.isBetterSmall() ? winner / neighbour : neighbour / winner;
        return Double.isNaN(ratio) ? 0 : Math.min(1, Math.max(0, ratio));
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    static List<Combination> neighbours(Grid grid, long winner) {
        List<Combination> neighbours = new ArrayList<>();
        List<String> names = grid.names();
        int[] choices = new int[names.size()];
        Arrays.setAll(choices, d -> grid.choice(winner, d));
        for (int d = 0; d < choices.length; d++) {
            List<Object> values = grid.values().get(names.get(d));
            int own = choices[d];
            for (int step = -1; step <= 1; step += 2) {
                int next = values.get(own) instanceof Number from ? Grid.nearest(values, from.doubleValue(), step) : -1;
                if (next >= 0) {
                    choices[d] = next;
                    neighbours.add(grid.combination(grid.index(choices)));
                }
            }
            choices[d] = own;
        }
        return neighbours;
    }
}

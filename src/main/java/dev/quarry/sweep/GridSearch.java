package dev.quarry.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A grid search (SPEC G): runs a plan, drops what misses the constraints and ranks the rest. Keeps no more rows than it
 * is asked for, whatever the grid's size.
 *
 * @param metric what is ranked by
 * @param constraints what a combination must reach to be ranked
 * @param topN how many rows are wanted, at least 1
 */
public record GridSearch(Metric metric, SearchConstraints constraints, int topN) {

    public GridSearch {
        if (topN < 1) {
            throw new IllegalArgumentException("the best " + topN);
        }
    }

    /**
     * What a grid search found.
     *
     * @param best the best rows, best first, in {@link Metric#bestFirst}'s order
     * @param tested combinations that were back-tested, passing or not
     * @param passing combinations that met the constraints
     * @param failures combinations that could not be run
     */
    public record Result(List<CombinationResult> best, long tested, long passing, SweepFailures failures) {}

    /** Runs the search; {@code progress} may throw to stop it. */
    public Result run(SweepEngine engine, SweepPlan plan, SweepProgress progress) {
        Comparator<CombinationResult> bestFirst = metric.bestFirst();
        PriorityQueue<CombinationResult> best = new PriorityQueue<>(bestFirst.reversed());
        SweepFailures failures = new SweepFailures();
        long[] testedAndPassing = new long[2];
        engine.run(plan, progress, result -> {
            if (failures.note(result)) {
                return;
            }
            testedAndPassing[0]++;
            if (constraints.metBy(result.statistics())) {
                testedAndPassing[1]++;
                best.add(result);
                if (best.size() > topN) {
                    best.remove();
                }
            }
        });
        return new Result(best.stream().sorted(bestFirst).toList(), testedAndPassing[0], testedAndPassing[1], failures);
    }
}

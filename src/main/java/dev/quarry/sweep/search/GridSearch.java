package dev.quarry.sweep.search;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepFailures;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A grid search (SPEC G.1): runs a plan, drops what misses the constraints and ranks the rest. Keeps no more rows than it
 * is asked for, whatever the grid's size.
 *
 * @param metric what is ranked by
 * @param constraints what a combination must reach to be ranked
 * @param topN how many rows are returned at most, at least 1
 */
public record GridSearch(Metric metric, SearchConstraints constraints, int topN) {

    public GridSearch {
        if (topN < 1) {
            throw new IllegalArgumentException("the best " + topN);
        }
    }

    /** The same search for its best row with so many trades or more. */
    public GridSearch judgeable(int leastTrades) {
        return new GridSearch(metric, constraints.withAtLeast(leastTrades), 1);
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
        Ranking ranking = ranking();
        engine.runInChunks(plan, progress, ranking::take);
        return ranking.result();
    }

    /** Ranks what a sweep finds, for who ranks it in several ways at once. */
    public Ranking ranking() {
        return new Ranking();
    }

    /** What was found so far. */
    public final class Ranking {

        private final Comparator<CombinationResult> bestFirst = metric.bestFirst();
        private final Comparator<Statistics> bestStatisticsFirst = metric.bestStatisticsFirst();
        private final PriorityQueue<CombinationResult> best = new PriorityQueue<>(bestFirst.reversed());
        private final SweepFailures failures = new SweepFailures();
        private long tested;
        private long passing;

        private Ranking() {}

        /** Takes the next combinations of the sweep. */
        public void take(SweepChunk chunk) {
            for (int k = 0; k < chunk.size(); k++) {
                if (failures.note(chunk, k)) {
                    continue;
                }
                tested++;
                Statistics statistics = chunk.statistics(k);
                if (constraints.metBy(statistics)) {
                    passing++;
                    if (best.size() < topN || isBetterThanWorst(statistics, chunk.index(k))) {
                        best.add(chunk.result(k));
                    }
                    if (best.size() > topN) {
                        best.remove();
                    }
                }
            }
        }

        /** What was found in all that was taken. */
        public Result result() {
            return new Result(best.stream().sorted(bestFirst).toList(), tested, passing, failures);
        }

        /** What {@link Metric#bestFirst} says, without a combination to be made for it. */
        private boolean isBetterThanWorst(Statistics statistics, long index) {
            CombinationResult worst = best.element();
            int order = bestStatisticsFirst.compare(statistics, worst.statistics());
            return order < 0 || order == 0 && index < worst.combination().index();
        }
    }
}

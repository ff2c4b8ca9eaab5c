package dev.quarry.optimisation.sampled;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.engine.Statistics;
import dev.quarry.platform.json.Described;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.search.GridSearch;
import java.util.List;

/** How the best of a sampled search compares with all combinations of its space. */
public record Exhaustive(
        @Described("Combinations of the whole space, those that differ only in what has no effect counted once")
        long combinations,

        @Described("How many of them met the constraints") long passing,

        @Described("The best of them by the first objective; null where it is infinite or there is none")
        Number best,

        @Described("Whether it is infinite") boolean bestInfinite,

        @Described(
                "The place of the search's best row among them, from 1: one more than there are better ones; absent where it has no row")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Long rank,

        @Described(
                "The search's best over theirs, the reciprocal where less is better; absent where one of them is not above 0 or infinite")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Double share) {

    /**
     * Sweeps all of them.
     *
     * @param all every distinct combination
     * @param search how they are ranked
     * @param rows the search's best ones
     */
    static Exhaustive of(
            SweepEngine engine,
            SweepPlan all,
            GridSearch search,
            List<CombinationResult> rows,
            SweepProgress progress) {
        Metric metric = search.metric();
        Objective objective = Objective.of(metric);
        double own = rows.isEmpty()
                ? Double.NEGATIVE_INFINITY
                : objective.merit(rows.get(0).statistics());
        Count count = new Count(search, objective, own);
        engine.runInChunks(all, progress, count::take);
        boolean none = count.passing == 0;
        double best = objective.figure(count.best);
        return new Exhaustive(
                all.combinations().size(),
                count.passing,
                none ? null : metric.written(best),
                !none && Double.isInfinite(best),
                rows.isEmpty() ? null : Long.valueOf(count.better + 1),
                rows.isEmpty() ? null : share(objective, objective.figure(own), best));
    }

    private static Double share(Objective objective, double own, double best) {
        double share = objective.smallest() ? best / own : own / best;
        return own > 0 && best > 0 && Double.isFinite(share) && Double.isFinite(own) && Double.isFinite(best)
                ? Double.valueOf(share)
                : null;
    }

    private static final class Count {

        private final GridSearch search;
        private final Objective objective;
        private final double own;
        private long passing;
        private long better;
        private double best = Double.NEGATIVE_INFINITY;

        Count(GridSearch search, Objective objective, double own) {
            this.search = search;
            this.objective = objective;
            this.own = own;
        }

        void take(SweepChunk chunk) {
            for (int k = 0; k < chunk.size(); k++) {
                Statistics statistics = chunk.statistics(k);
                if (statistics != null && search.constraints().metBy(statistics)) {
                    double merit = objective.merit(statistics);
                    passing++;
                    better += merit > own ? 1 : 0;
                    best = Math.max(best, Double.isNaN(merit) ? Double.NEGATIVE_INFINITY : merit);
                }
            }
        }
    }
}

package dev.quarry.optimisation;

import dev.quarry.assessment.OutOfSample;
import dev.quarry.platform.json.Described;
import dev.quarry.sweep.Metric;
import java.util.List;

/** What a walk-forward result contains besides the reference's folds; infinite figures are null with a flag. */
final class WalkReport {

    private WalkReport() {}

    /** In sample against out of sample, fold by fold and together. */
    record Degradation(
            @Described("What was ranked by") String metric,
            @Described("In the training windows, percent") double trainReturnPctPerDay,
            @Described("In the test windows, percent") double testReturnPctPerDay,

            @Described("The latter over the former; null where that says nothing")
            double walkForwardEfficiency,

            @Described("Each fold that chose something") List<Fold> folds) {

        static Degradation of(Metric metric, dev.quarry.sweep.search.Degradation found) {
            return new Degradation(
                    metric.text(),
                    found.trainReturnPercentPerDay(),
                    found.testReturnPercentPerDay(),
                    found.efficiency(),
                    found.folds().stream().map(fold -> Fold.of(metric, fold)).toList());
        }
    }

    /** One fold: in sample against out of sample. */
    record Fold(
            @Described("Its number, from 1") int fold,

            @Described("In the training window; null where it is infinite")
            Number trainMetric,

            @Described("Whether that is infinite") boolean trainMetricInfinite,

            @Described("In the test window; null where it is infinite")
            Number testMetric,

            @Described("Whether that is infinite") boolean testMetricInfinite,
            @Described("In the training window, percent") double trainReturnPctPerDay,
            @Described("In the test window, percent") double testReturnPctPerDay,

            @Described("The latter over the former; null where that says nothing")
            double efficiency) {

        private static Fold of(Metric metric, dev.quarry.sweep.search.Degradation.Fold found) {
            return new Fold(
                    found.number(),
                    metric.written(found.trainMetric()),
                    Double.isInfinite(found.trainMetric()),
                    metric.written(found.testMetric()),
                    Double.isInfinite(found.testMetric()),
                    found.trainReturnPercentPerDay(),
                    found.testReturnPercentPerDay(),
                    found.efficiency());
        }
    }

    /** The test windows joined together. */
    record Joined(
            @Described("Daily returns") int days,
            @Described("Closed trades") int trades,
            @Described("Percent") double totalReturnPct,
            @Described("How many daily returns make a year") double returnsPerYear,

            @Described("Annualised Sharpe ratio of daily returns")
            double yearlySharpe,

            @Described("Deepest fall of the days' ends from a peak, percent")
            double maxDrawdownPct,

            @Described("Probability that the true Sharpe ratio is above 0")
            double probabilisticSharpe) {

        static Joined of(OutOfSample joined) {
            return new Joined(
                    joined.days(),
                    joined.trades(),
                    joined.returnPercent(),
                    joined.returnsPerYear(),
                    joined.yearlySharpe(),
                    joined.maxDrawdownPercent(),
                    joined.probabilisticSharpe());
        }
    }
}

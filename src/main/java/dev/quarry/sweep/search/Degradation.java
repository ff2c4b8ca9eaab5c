package dev.quarry.sweep.search;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.Metric;
import java.util.List;

/**
 * What is left outside the training windows of a walk-forward validation. R. Pardo (2008), "The Evaluation and
 * Optimization of Trading Strategies", 2nd edition, chapter 11: the walk-forward efficiency is the annualised return out of
 * sample over the annualised return in sample. Returns are annualised without compounding (total return over the days of
 * the window), so the year cancels out and a return per day is all that is needed.
 *
 * @param folds that are ok, in order
 * @param trainReturnPercentPerDay mean over the folds; NaN without folds
 * @param testReturnPercentPerDay the same out of sample
 * @param efficiency {@code test / train} of these means; NaN when the return in sample is not above 0, since a loss that
 *     turns into another loss keeps nothing
 */
public record Degradation(
        List<Fold> folds, double trainReturnPercentPerDay, double testReturnPercentPerDay, double efficiency) {

    /**
     * One fold: the same figures on the window that the parameters were chosen on and on the one after it.
     *
     * @param number 1-based among all splits
     * @param trainMetric the metric that was ranked by; may be infinite
     * @param testMetric the same out of sample; may be infinite
     * @param trainReturnPercentPerDay total return in percent over the days of the window
     * @param testReturnPercentPerDay the same out of sample
     * @param efficiency as above, of this fold
     */
    public record Fold(
            int number,
            double trainMetric,
            double testMetric,
            double trainReturnPercentPerDay,
            double testReturnPercentPerDay,
            double efficiency) {}

    /** Compares the windows of each fold that has a best combination. */
    public static Degradation of(WalkForward windows, Metric metric, WalkForwardResult walked) {
        List<Fold> folds = walked.okFolds().stream()
                .map(fold -> fold(windows, metric, fold))
                .toList();
        double train =
                mean(folds.stream().mapToDouble(Fold::trainReturnPercentPerDay).toArray());
        double test =
                mean(folds.stream().mapToDouble(Fold::testReturnPercentPerDay).toArray());
        return new Degradation(folds, train, test, efficiency(train, test));
    }

    private static Fold fold(WalkForward windows, Metric metric, WalkForward.Fold fold) {
        Statistics train = fold.best().statistics();
        double trainPerDay = train.totalReturnPercent() / windows.trainDays();
        double testPerDay = fold.test().totalReturnPercent() / windows.testDays();
        return new Fold(
                fold.number(),
                metric.of(train),
                metric.of(fold.test()),
                trainPerDay,
                testPerDay,
                efficiency(trainPerDay, testPerDay));
    }

    private static double efficiency(double train, double test) {
        return train > 0 ? test / train : Double.NaN;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? Double.NaN : sum / values.length;
    }
}

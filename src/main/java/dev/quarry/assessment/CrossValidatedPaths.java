package dev.quarry.assessment;

import dev.quarry.engine.DailyReturns;
import dev.quarry.inference.NullDistribution;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.series.Bars;
import dev.quarry.sweep.search.PurgedCrossValidationResult;
import dev.quarry.sweep.search.PurgedCrossValidationResult.GroupTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The paths of a combinatorial purged cross-validation and how their Sharpe ratios are spread: López de Prado (2018),
 * "Advances in Financial Machine Learning", section 12.4. Each path covers every day of the series once, and the search
 * that chose what is traded on a day saw nothing of that day. Paths share days and searches, so they are not
 * independent: the spread tells how much the ratio depends on what was trained on, not how exact it is.
 *
 * @param paths in their order
 * @param returnsPerYear how many daily returns a year of the series has
 * @param median of the paths' yearly Sharpe ratios; NaN where no path has one
 * @param mean of them
 * @param deviation sample standard deviation of them; NaN for fewer than two
 * @param shareBelowZero of the paths that have a ratio, 0..1; NaN where none has
 */
public record CrossValidatedPaths(
        List<Path> paths, double returnsPerYear, double median, double mean, double deviation, double shareBelowZero) {

    private static final double MEDIAN = 0.5;

    /**
     * One path through all groups of the series.
     *
     * @param days daily returns
     * @param trades closed trades
     * @param returnPercent compounded over the groups, each of which began with fresh cash
     * @param yearlySharpe of the daily returns, annualised; NaN where they do not vary
     * @param maxDrawdownPercent deepest fall of the days' ends from an earlier peak
     */
    public record Path(int days, int trades, double returnPercent, double yearlySharpe, double maxDrawdownPercent) {

        /** The path that joins the tests of these groups in order. */
        public static Path of(List<GroupTest> groups, double returnsPerYear) {
            double[] returns = groups.stream()
                    .flatMapToDouble(test -> DoubleStream.of(test.dailyReturns()))
                    .toArray();
            return new Path(
                    returns.length,
                    groups.stream().mapToInt(GroupTest::trades).sum(),
                    ReturnStatistics.totalReturn(returns) * 100,
                    ReturnStatistics.sharpe(returns) * Math.sqrt(returnsPerYear),
                    ReturnStatistics.maxDrawdown(returns) * 100);
        }
    }

    /** Joins the tests of a cross-validation into its paths. */
    public static CrossValidatedPaths of(Bars bars, PurgedCrossValidationResult validated) {
        double perYear = DailyReturns.perYear(bars);
        List<Path> paths = validated.paths().stream()
                .map(groups -> Path.of(groups, perYear))
                .toList();
        double[] ratios = paths.stream()
                .mapToDouble(Path::yearlySharpe)
                .filter(ratio -> !Double.isNaN(ratio))
                .sorted()
                .toArray();
        return new CrossValidatedPaths(
                paths,
                perYear,
                NullDistribution.of(ratios).quantile(MEDIAN),
                ReturnStatistics.mean(ratios),
                ReturnStatistics.deviation(ratios),
                (double) Arrays.stream(ratios).filter(ratio -> ratio < 0).count() / ratios.length);
    }
}

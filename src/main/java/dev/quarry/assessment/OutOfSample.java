package dev.quarry.assessment;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.BacktestResult;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.inference.SharpeEstimate;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.WalkForward;
import dev.quarry.sweep.search.WalkForwardResult;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The test windows of a walk-forward validation, one after the other, each with the parameters that were best before
 * it: what following the procedure would have brought. Nothing of it was chosen on these days, so it needs no deflation
 * for the trials of the search; other settings of the windows that were tried before are not known here.
 *
 * @param days daily returns, also those of windows in which nothing was traded; a window starts with fresh cash
 * @param trades closed trades
 * @param returnPercent compounded over the windows
 * @param returnsPerYear how many daily returns a year has, derived from the whole series
 * @param yearlySharpe of the daily returns, annualised; NaN when it cannot be computed
 * @param maxDrawdownPercent deepest fall of the days' ends from an earlier peak
 * @param probabilisticSharpe probability that the true Sharpe ratio is above 0, 0..1; NaN when it cannot be computed
 */
public record OutOfSample(
        int days,
        int trades,
        double returnPercent,
        double returnsPerYear,
        double yearlySharpe,
        double maxDrawdownPercent,
        double probabilisticSharpe) {

    /**
     * Runs the test windows of the folds that are ok again. Empty when test windows overlap, since days would count
     * twice, or when no fold is ok.
     */
    public static Optional<OutOfSample> of(
            IndicatorCache series, WalkForward windows, WalkForwardResult walked, SweepPlan plan, Runnable checkpoint) {
        if (windows.stepDays() < windows.testDays() || walked.okFolds().isEmpty()) {
            return Optional.empty();
        }
        DoubleStream joined = DoubleStream.empty();
        int trades = 0;
        for (WalkForward.Fold fold : walked.okFolds()) {
            checkpoint.run();
            IndicatorCache window = windows.testWindow(series, fold.split());
            StrategyParameters parameters =
                    plan.parameters(fold.best().combination()).orThrow();
            BacktestResult result = Backtest.run(window, parameters);
            trades += result.trades().size();
            double[] returns = DailyReturns.of(
                    window.bars(),
                    result.markToMarketCurve(),
                    parameters.account().cash());
            joined = DoubleStream.concat(joined, DoubleStream.of(returns));
        }
        double[] returns = joined.toArray();
        SharpeEstimate sharpe = SharpeEstimate.of(returns);
        double perYear = DailyReturns.perYear(series.bars());
        return Optional.of(new OutOfSample(
                returns.length,
                trades,
                ReturnStatistics.totalReturn(returns) * 100,
                perYear,
                sharpe.ratio() * Math.sqrt(perYear),
                ReturnStatistics.maxDrawdown(returns) * 100,
                sharpe.probabilityAbove(0)));
    }
}

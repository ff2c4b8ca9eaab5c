package dev.quarry.assessment;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.BacktestResult;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.series.Bars;
import dev.quarry.sweep.SweepProgress;
import java.util.Map;

/**
 * How a winner fares when something about it is slightly different: the order of its trades, the market, its
 * parameters. It is shown beside the verdict and has no part in it: none of this distinguishes an edge from luck; it
 * shows how much depends on one order, one stretch of prices or one value.
 *
 * @param yearlySharpe of the winner on the prices as they were; 0 where it does not trade
 * @param order with its trades in other orders
 * @param markets on markets resampled from its own
 * @param numbers with its parameters moved by a step
 * @param seed the seed of everything random
 */
public record Perturbation(
        double yearlySharpe, TradeShuffle order, ResampledMarkets markets, ParameterMoves numbers, long seed) {

    private static final int ORDERS = 5_000;
    private static final int MOVES = 300;

    /**
     * Perturbs a winner of a search; the same seed gives the same bits.
     *
     * @param winner its raw parameters, base parameters included
     * @param progress is informed of the back-tests that are done; what it throws is passed on
     * @throws dev.quarry.strategy.InvalidParametersException when the winner cannot be run
     */
    public static Perturbation of(Search search, Map<String, ?> winner, long seed, SweepProgress progress) {
        IndicatorCache series = search.indicators();
        StrategyParameters parameters = search.parameters(winner).orThrow();
        int draws = ResampledMarkets.drawsOf(series.bars());
        long total = draws + MOVES + ParameterMoves.SINGLE_ABOUT + 1L;
        long[] done = {0};
        Runnable next = () -> progress.tested(Math.min(++done[0], total), total);
        Runnable still = () -> progress.tested(Math.min(done[0], total), total);
        next.run();
        BacktestResult result = Backtest.run(series, parameters);
        double own = yearlySharpe(series.bars(), parameters, result);
        return new Perturbation(
                own,
                TradeShuffle.of(result.trades(), ORDERS, seed, still),
                ResampledMarkets.of(series.bars(), parameters, result.trades(), draws, seed, next),
                ParameterMoves.of(search, winner, own, MOVES, seed, next),
                seed);
    }

    /** The annualised Sharpe ratio of daily returns; 0 where they do not vary, as when nothing is traded. */
    static double yearlySharpe(IndicatorCache series, StrategyParameters parameters) {
        return yearlySharpe(series.bars(), parameters, Backtest.run(series, parameters));
    }

    private static double yearlySharpe(Bars bars, StrategyParameters parameters, BacktestResult result) {
        double[] returns = DailyReturns.of(
                bars, result.markToMarketCurve(), parameters.account().cash());
        double ratio = ReturnStatistics.sharpe(returns) * Math.sqrt(DailyReturns.perYear(bars));
        return Double.isNaN(ratio) ? 0 : ratio;
    }
}

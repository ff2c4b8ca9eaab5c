package dev.quarry.forward;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.BacktestResult;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.Performance;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.search.TestedPrices;
import dev.quarry.series.Bars;
import dev.quarry.series.Warmup;
import dev.quarry.strategy.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A strategy that was run on prices.
 *
 * @param returns its daily mark-to-market returns, fractions
 * @param days the days on which they end, since the epoch
 */
public record Tested(Figures figures, double[] returns, long[] days) {

    /**
     * Runs a strategy on the prices that its search saw.
     *
     * @param prices one bar at least
     * @param checkpoint called while indicators are made; what it throws comes out
     * @throws dev.quarry.strategy.InvalidParametersException when the strategy cannot be run
     */
    public static Tested seen(TestedPrices prices, Strategy strategy, Map<String, Object> params, Runnable checkpoint) {
        IndicatorCache series = prices.indicators(checkpoint);
        return of(series, strategy, params, DailyReturns.perYear(series.bars()), checkpoint);
    }

    /**
     * Runs a strategy on other prices. The market's calendar is taken from all bars before the end of the range, since
     * a short range shows too little of it.
     */
    public static Tested unseen(
            TestedPrices prices, Strategy strategy, Map<String, Object> params, Runnable checkpoint) {
        return of(prices.indicators(checkpoint), strategy, params, DailyReturns.perYear(prices.history()), checkpoint);
    }

    /** Parameters whose indicators begin with all bars that are stored before a range. */
    public static Map<String, Object> preRolled(Map<String, Object> params) {
        Map<String, Object> all = new LinkedHashMap<>(params);
        all.put(Warmup.NAME, Warmup.PRE_ROLL.text());
        return all;
    }

    private static Tested of(
            IndicatorCache series, Strategy strategy, Map<String, Object> params, double perYear, Runnable checkpoint) {
        StrategyParameters parameters = StrategyParameters.parse(strategy, params, StrategyParameters.SEARCH_COMMISSION)
                .orThrow();
        Bars bars = series.bars();
        checkpoint.run();
        BacktestResult result = Backtest.run(series, parameters);
        double[] returns = DailyReturns.of(
                bars, result.markToMarketCurve(), parameters.account().cash());
        Figures figures = Figures.of(bars, returns, perYear, result.statistics(), Performance.of(bars, result));
        return new Tested(figures, returns, DailyReturns.days(bars));
    }
}

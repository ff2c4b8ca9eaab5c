package dev.quarry.engine;

import dev.quarry.series.Bars;
import java.util.List;

/** Runs the strategy over a series. The same series and parameters give the same bits, whichever way it is asked. */
public final class Backtest {

    private Backtest() {}

    /** A full back-test with trades, curves and statistics. */
    public static BacktestResult run(Bars bars, StrategyParameters parameters) {
        return run(new IndicatorCache(bars), parameters);
    }

    /** The same with indicators shared through the cache. */
    public static BacktestResult run(IndicatorCache cache, StrategyParameters parameters) {
        Bars bars = cache.bars();
        List<Trade> trades = List.copyOf(new StrategyLoop(cache, parameters).run());
        double cash = parameters.account().cash();
        return new BacktestResult(
                parameters,
                trades,
                EquityCurves.realised(bars, cash, trades),
                EquityCurves.markToMarket(bars, parameters, trades),
                Statistics.of(bars, parameters, trades));
    }

    /** Only the statistics, with indicators shared through the cache: the form that sweeps use. */
    public static Statistics statistics(IndicatorCache cache, StrategyParameters parameters) {
        List<Trade> trades = new StrategyLoop(cache, parameters).run();
        return Statistics.of(cache.bars(), parameters, trades);
    }
}

package dev.quarry.engine;

import java.util.List;

/**
 * Everything a back-test gives.
 *
 * @param parameters what was run
 * @param trades oldest first; they never overlap
 * @param equityCurve realised equity at the start of each bar (the reference's curve: an exit on the last bar is missing)
 * @param markToMarketCurve equity at the close of each bar with the open position valued at it; ends with the final equity
 * @param statistics of the trades
 */
public record BacktestResult(
        StrategyParameters parameters,
        List<Trade> trades,
        double[] equityCurve,
        double[] markToMarketCurve,
        Statistics statistics) {}

package dev.quarry.evaluation;

import dev.quarry.engine.Statistics;
import dev.quarry.platform.json.Described;

/** The reference's statistics of the trades (SPEC F), under its names; all are 0 where nothing was traded. */
public record TradeStatistics(
        @Described("Number of trades") int trades,

        @Described("Share of trades with a gain, percent") double winRate,

        @Described("Mean return of a trade, percent of equity at its entry")
        double avgReturnPct,

        @Described("Median return of a trade, percent") double medianReturnPct,

        @Described("Greatest return of a trade, percent") double bestReturnPct,

        @Described("Least return of a trade, percent") double worstReturnPct,

        @Described("Sum of gains over sum of losses; null where no trade lost, see profit_factor_infinite")
        double profitFactor,

        @Described("Mean time in a trade, seconds") double avgDuration,

        @Described("Total return, percent of the equity at the start")
        double totalEquityReturnPct,

        @Described("Greatest drawdown of realised equity, percent")
        double maxDrawdownPct,

        @Described("Greatest drawdown of equity with the open position valued at each close, percent")
        double markToMarketMaxDrawdownPct,

        @Described("Mean over deviation of the trades' returns, times the square root of the bars of a year")
        double sharpeRatio,

        @Described("The same over the deviation of losses alone")
        double sortinoRatio,

        @Described("Total return over greatest drawdown") double calmarRatio,

        @Described("Most gains in a row") int maxConsecutiveWins,
        @Described("Most losses in a row") int maxConsecutiveLosses,

        @Described("Whether no trade lost, so that the profit factor is no number")
        boolean profitFactorInfinite,

        @Described("The same as avg_duration") double avgDurationSeconds) {

    static TradeStatistics of(Statistics of) {
        return new TradeStatistics(
                of.trades(),
                of.winRatePercent(),
                of.averageReturnPercent(),
                of.medianReturnPercent(),
                of.bestReturnPercent(),
                of.worstReturnPercent(),
                of.profitFactor(),
                of.averageDurationSeconds(),
                of.totalReturnPercent(),
                of.maxDrawdownPercent(),
                of.markToMarketMaxDrawdownPercent(),
                of.sharpeRatio(),
                of.sortinoRatio(),
                of.calmarRatio(),
                of.maxConsecutiveWins(),
                of.maxConsecutiveLosses(),
                of.profitFactorInfinite(),
                of.averageDurationSeconds());
    }
}

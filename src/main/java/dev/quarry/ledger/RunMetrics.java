package dev.quarry.ledger;

import dev.quarry.platform.json.Described;

/** The statistics of a run, percentages and ratios, under the reference's names; see {@link RunStatistics}. */
public record RunMetrics(
        @Described("Final equity against the cash at the start, percent")
        double totalReturn,

        @Described("Greatest fall of the realised equity curve, percent")
        double maxDrawdown,

        @Described("Greatest fall of the equity with open positions at each bar's close, percent; null for "
                + "runs of versions that did not store it")
        double maxMarkToMarketDrawdown,

        @Described("Sum of profits over sum of losses; null when no trade lost, see profit_factor_infinite")
        double profitFactor,

        @Described("Whether no trade lost") boolean profitFactorInfinite,
        @Described("Share of trades with a profit, percent") double winRate,

        @Described("The reference's ratio of returns per trade")
        double sharpeRatio,

        @Described("The same over the deviation of the losses")
        double sortinoRatio,

        @Described("Total return over greatest drawdown") double calmarRatio,
        @Described("How many trades there were") int numTrades,

        @Described("Mean return of a trade, percent of the equity at its entry")
        double avgReturn) {

    /** The form of statistics in which they are shown. */
    public static RunMetrics of(RunStatistics run) {
        return new RunMetrics(
                run.totalReturn(),
                run.maxDrawdown(),
                run.maxMarkToMarketDrawdown(),
                run.profitFactor(),
                Double.isInfinite(run.profitFactor()),
                run.winRate(),
                run.sharpeRatio(),
                run.sortinoRatio(),
                run.calmarRatio(),
                run.numTrades(),
                run.avgReturn());
    }
}

package dev.quarry.ledger;

/**
 * The statistics of a run, percentages and ratios, under the reference's names; see {@link RunStatistics}.
 *
 * @param maxMarkToMarketDrawdown null where it is not known, see {@link RunStatistics}
 * @param profitFactor null when no trade lost, see {@code profitFactorInfinite}
 */
public record RunMetrics(
        double totalReturn,
        double maxDrawdown,
        double maxMarkToMarketDrawdown,
        double profitFactor,
        boolean profitFactorInfinite,
        double winRate,
        double sharpeRatio,
        double sortinoRatio,
        double calmarRatio,
        int numTrades,
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

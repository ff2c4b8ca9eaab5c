package dev.quarry.ledger;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.search.WinCriteria;

/**
 * The statistics that the ledger keeps of a run, under the reference's names (SPEC H.3). Percentages are numbers like 2.0
 * for two percent; NaN means undefined.
 *
 * @param totalReturn final equity against the cash at the start, percent
 * @param maxDrawdown greatest fall of the realised equity curve, percent
 * @param maxMarkToMarketDrawdown greatest fall of the equity with open positions at each bar's close, percent; NaN where it is
 *     not known, because the run was stored by a version without it
 * @param profitFactor sum of profits over sum of losses; infinite when no trade lost
 * @param winRate share of trades with a profit, percent
 * @param sharpeRatio the reference's ratio of returns per trade
 * @param sortinoRatio the same over the deviation of the losses
 * @param calmarRatio total return over greatest drawdown
 * @param numTrades number of trades
 * @param avgReturn mean return of a trade, percent of the equity at its entry
 */
public record RunStatistics(
        double totalReturn,
        double maxDrawdown,
        double maxMarkToMarketDrawdown,
        double profitFactor,
        double winRate,
        double sharpeRatio,
        double sortinoRatio,
        double calmarRatio,
        int numTrades,
        double avgReturn) {

    /** The part of a back-test's statistics that is kept. */
    public static RunStatistics of(Statistics statistics) {
        return new RunStatistics(
                statistics.totalReturnPercent(),
                statistics.maxDrawdownPercent(),
                statistics.markToMarketMaxDrawdownPercent(),
                statistics.profitFactor(),
                statistics.winRatePercent(),
                statistics.sharpeRatio(),
                statistics.sortinoRatio(),
                statistics.calmarRatio(),
                statistics.trades(),
                statistics.averageReturnPercent());
    }

    /** Whether a run with these figures wins; one with an undefined figure never does. */
    public boolean meets(WinCriteria criteria) {
        double unknown = Double.NaN;
        return criteria.wonBy(new Statistics(
                numTrades,
                winRate,
                avgReturn,
                unknown,
                unknown,
                unknown,
                profitFactor,
                unknown,
                totalReturn,
                maxDrawdown,
                maxMarkToMarketDrawdown,
                sharpeRatio,
                sortinoRatio,
                calmarRatio,
                0,
                0));
    }
}

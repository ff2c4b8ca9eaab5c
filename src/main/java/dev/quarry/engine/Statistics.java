package dev.quarry.engine;

import dev.quarry.series.Bars;
import java.util.List;

/**
 * The reference's statistics (SPEC F). All are 0 when there was no trade. Returns are r = profit / equity at the entry;
 * sums run over the trades in their order.
 *
 * @param trades number of trades
 * @param winRatePercent share of trades with a profit
 * @param averageReturnPercent mean r
 * @param medianReturnPercent median r
 * @param bestReturnPercent greatest r
 * @param worstReturnPercent least r
 * @param profitFactor sum of profits / sum of losses, in money; infinite when no trade lost
 * @param averageDurationSeconds mean time between entry and exit, cut to nanoseconds; bars that are missing between them
 *     count by the time they would have taken
 * @param totalReturnPercent final equity against cash
 * @param maxDrawdownPercent greatest fall of the realised equity curve from its peak; may exceed 100
 * @param markToMarketMaxDrawdownPercent greatest fall from a peak of the equity at each bar's close, an open position valued
 *     at that close; the cash at the start is a peak too. May exceed 100; NaN where it is not known
 * @param sharpeRatio mean r / sample deviation of r, times the root of the bars in a year; comparable to the reference
 *     only, since r are per trade; 0 for fewer than two trades, NaN where they all came to the same but for rounding ({@link Ratio})
 * @param sortinoRatio the same over the sample deviation of the negative r, of which there must be two
 * @param calmarRatio total return / greatest drawdown, not annualised; 0 without a drawdown
 * @param maxConsecutiveWins longest run of trades with a profit
 * @param maxConsecutiveLosses longest run of trades without one
 */
public record Statistics(
        int trades,
        double winRatePercent,
        double averageReturnPercent,
        double medianReturnPercent,
        double bestReturnPercent,
        double worstReturnPercent,
        double profitFactor,
        double averageDurationSeconds,
        double totalReturnPercent,
        double maxDrawdownPercent,
        double markToMarketMaxDrawdownPercent,
        double sharpeRatio,
        double sortinoRatio,
        double calmarRatio,
        int maxConsecutiveWins,
        int maxConsecutiveLosses) {

    /** The statistics of trades that lie one after the other on that series. */
    static Statistics of(Bars bars, StrategyParameters parameters, List<Trade> trades) {
        return trades.isEmpty()
                ? new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
                : new StatisticsOfTrades(bars, parameters, trades).statistics();
    }

    /** Whether no trade lost, so that the profit factor is no number that JSON could carry. */
    public boolean profitFactorInfinite() {
        return Double.isInfinite(profitFactor);
    }
}

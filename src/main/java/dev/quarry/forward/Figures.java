package dev.quarry.forward;

import dev.quarry.engine.Performance;
import dev.quarry.engine.Statistics;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.series.Bars;
import java.time.OffsetDateTime;

/**
 * The figures of a strategy on a range of prices. What cannot be computed is NaN.
 *
 * @param firstBar open of the first bar, UTC
 * @param lastBar open of the last bar, UTC
 * @param days how many daily returns there are
 * @param returnsPerYear how many of them a year has, by which the Sharpe ratio is annualised
 * @param yearlySharpe annualised Sharpe ratio of daily mark-to-market returns
 * @param maxDrawdownPct deepest fall of the days' ends from an earlier peak
 * @param markToMarketMaxDrawdownPct the same of the closes of all bars
 * @param tradesPerMonth trades in a month of 30.4375 days
 * @param winRate winning trades, percent
 * @param profitFactor null where no trade lost, see {@code profitFactorInfinite}
 * @param exposure share of the bars with a position, 0..1
 */
public record Figures(
        OffsetDateTime firstBar,
        OffsetDateTime lastBar,
        int bars,
        int days,
        double returnsPerYear,
        double totalReturnPct,
        double yearlySharpe,
        double maxDrawdownPct,
        double markToMarketMaxDrawdownPct,
        int trades,
        double tradesPerMonth,
        double winRate,
        double profitFactor,
        boolean profitFactorInfinite,
        double exposure) {

    private static final double MONTH_MILLIS = 30.4375 * 24 * 3_600_000;

    /**
     * @param returns the daily returns
     * @param perYear how many of them a year has
     */
    static Figures of(Bars bars, double[] returns, double perYear, Statistics statistics, Performance performance) {
        long first = bars.openTime()[0];
        long last = bars.openTime()[bars.size() - 1];
        return new Figures(
                Timestamps.utc(first),
                Timestamps.utc(last),
                bars.size(),
                returns.length,
                perYear,
                statistics.totalReturnPercent(),
                ReturnStatistics.sharpe(returns) * Math.sqrt(perYear),
                ReturnStatistics.maxDrawdown(returns) * 100,
                statistics.markToMarketMaxDrawdownPercent(),
                statistics.trades(),
                statistics.trades() * MONTH_MILLIS / (last + bars.timeframe().millis() - first),
                statistics.winRatePercent(),
                statistics.profitFactor(),
                statistics.profitFactorInfinite(),
                performance.exposure());
    }
}

package dev.quarry.forward;

import dev.quarry.engine.Performance;
import dev.quarry.engine.Statistics;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.series.Bars;
import java.time.OffsetDateTime;

/** The figures of a strategy on a range of prices. What cannot be computed is NaN. */
public record Figures(
        @Described("Open of the first bar, UTC") OffsetDateTime firstBar,
        @Described("Open of the last bar, UTC") OffsetDateTime lastBar,
        @Described("How many bars there are") int bars,
        @Described("How many daily returns there are") int days,

        @Described("How many of them a year has, by which the Sharpe ratio is annualised")
        double returnsPerYear,

        @Described("Total return, percent") double totalReturnPct,

        @Described("Annualised Sharpe ratio of daily mark-to-market returns")
        double yearlySharpe,

        @Described("Deepest fall of the days' ends from an earlier peak, percent")
        double maxDrawdownPct,

        @Described("The same over the closes of all bars, percent")
        double markToMarketMaxDrawdownPct,

        @Described("Closed trades") int trades,
        @Described("Trades in a month of 30.4375 days") double tradesPerMonth,
        @Described("Winning trades, percent") double winRate,

        @Described("Sum of profits over sum of losses; null where no trade lost, see profit_factor_infinite")
        double profitFactor,

        @Described("Whether no trade lost") boolean profitFactorInfinite,

        @Described("Share of the bars with a position, 0..1")
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

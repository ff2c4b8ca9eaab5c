package dev.quarry.evaluation;

import dev.quarry.engine.Performance;
import dev.quarry.platform.json.Described;

/** Figures of daily mark-to-market returns; null for what cannot be computed. */
public record DailyPerformance(
        @Described("Days with a return") int days,

        @Described("Days of a year of this market, by which ratios are made yearly")
        double returnsPerYear,

        @Described("Yearly Sharpe ratio of daily returns") double dailySharpe,

        @Described("Yearly Sortino ratio of daily returns") double dailySortino,

        @Described("Yearly return over greatest mark-to-market drawdown")
        double yearlyCalmar,

        @Described("Greatest drawdown of equity with the open position valued at each close, percent")
        double markToMarketMaxDrawdownPct,

        @Described("Share of bars with an open position, 0 to 1")
        double exposure,

        @Described("Mean profit of a trade, in the quote asset")
        double expectancy,

        @Described("Mean profit of a trade in multiples of what it risked")
        double expectancyR) {

    static DailyPerformance of(Performance of) {
        return new DailyPerformance(
                of.days(),
                of.returnsPerYear(),
                of.dailySharpe(),
                of.dailySortino(),
                of.yearlyCalmar(),
                of.maxDrawdownPercent(),
                of.exposure(),
                of.expectancy(),
                of.expectancyMultiple());
    }
}

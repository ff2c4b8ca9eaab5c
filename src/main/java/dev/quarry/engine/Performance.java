package dev.quarry.engine;

import dev.quarry.series.Bars;

/**
 * Statistics that may be compared with those of other sources, beside the reference's {@link Statistics}: equity is
 * marked to market at every bar, and ratios come from daily returns ({@link DailyReturns}), annualised by the number of
 * them that a year of this market has. What cannot be computed is NaN.
 *
 * @param days number of daily returns
 * @param returnsPerYear how many of them make a year ({@link DailyReturns#perYear})
 * @param dailySharpe mean over sample deviation of the daily returns, annualised, with a riskless return of 0 (Sharpe
 *     1994, "The Sharpe Ratio", Journal of Portfolio Management 21(1)); NaN for fewer than two days or without variation beyond rounding
 * @param dailySortino mean over downside deviation of the daily returns, annualised; the downside deviation is
 *     {@code sqrt(Σ min(r, 0)² / days)} over all days (Sortino and Price 1994, "Performance Measurement in a Downside Risk
 *     Framework", Journal of Investing 3(3), with a target of 0); NaN for fewer than two days or without a losing one
 * @param yearlyCalmar compound return of a year over the deepest drawdown (Young 1991, "Calmar Ratio: A Smoother Tool",
 *     Futures 20(1)); NaN without a drawdown
 * @param maxDrawdownPercent deepest fall of the mark-to-market curve from its earlier peak, the cash included; at least the
 *     realised curve's while equity stays at or above 0; beyond ruin it exceeds 100, and a higher peak makes it smaller
 * @param exposure share of the bars at whose close a position that was opened earlier was held or closed, 0..1; NaN
 *     without bars
 * @param expectancy mean profit of a trade after costs, units of the quote asset; NaN without trades
 * @param expectancyMultiple mean R multiple over the trades that have one; NaN when none has
 */
public record Performance(
        int days,
        double returnsPerYear,
        double dailySharpe,
        double dailySortino,
        double yearlyCalmar,
        double maxDrawdownPercent,
        double exposure,
        double expectancy,
        double expectancyMultiple) {

    /** The performance of a back-test of those bars. */
    public static Performance of(Bars bars, BacktestResult result) {
        double cash = result.parameters().account().cash();
        double[] returns = DailyReturns.of(bars, result.markToMarketCurve(), cash);
        double perYear = DailyReturns.perYear(bars);
        double annualisation = Math.sqrt(perYear);
        double maxDrawdownPercent = result.statistics().markToMarketMaxDrawdownPercent();
        int barsHeld = 0;
        double profit = 0;
        double multiples = 0;
        int withMultiple = 0;
        for (Trade trade : result.trades()) {
            barsHeld += trade.exitBar() - trade.entryBar();
            profit += trade.realizedPnl();
            if (!Double.isNaN(trade.rMultiple())) {
                multiples += trade.rMultiple();
                withMultiple++;
            }
        }
        return new Performance(
                returns.length,
                perYear,
                sharpe(returns) * annualisation,
                sortino(returns) * annualisation,
                yearlyCalmar(returns, perYear, maxDrawdownPercent),
                maxDrawdownPercent,
                (double) barsHeld / bars.size(),
                profit / result.trades().size(),
                multiples / withMultiple);
    }

    private static double sharpe(double[] returns) {
        if (returns.length < 2) {
            return Double.NaN;
        }
        double mean = mean(returns);
        double squares = 0;
        for (double value : returns) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (returns.length - 1));
        return deviation > Ratio.ROUNDING * Math.abs(mean) ? mean / deviation : Double.NaN;
    }

    private static double sortino(double[] returns) {
        double squares = 0;
        for (double value : returns) {
            squares += value < 0 ? value * value : 0;
        }
        double mean = mean(returns);
        double deviation = Math.sqrt(squares / returns.length);
        boolean known = returns.length >= 2 && deviation > Ratio.ROUNDING * Math.abs(mean);
        return known ? mean / deviation : Double.NaN;
    }

    private static double yearlyCalmar(double[] returns, double perYear, double maxDrawdownPercent) {
        double growth = 1;
        for (double value : returns) {
            growth *= 1 + value;
        }
        double yearlyPercent = (Math.pow(growth, perYear / returns.length) - 1) * 100;
        boolean known = maxDrawdownPercent > Ratio.ROUNDING * Math.abs(yearlyPercent);
        return known ? yearlyPercent / maxDrawdownPercent : Double.NaN;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

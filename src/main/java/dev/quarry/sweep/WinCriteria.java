package dev.quarry.sweep;

import dev.quarry.backtest.NumberRange;
import dev.quarry.backtest.ParameterReader;
import dev.quarry.backtest.Statistics;
import java.util.List;

/**
 * What makes a run of a discovery a winner (SPEC H). All bounds are inclusive.
 *
 * @param minTotalReturn least total return in percent
 * @param maxDrawdown greatest drawdown of the realised equity in percent
 * @param minTrades least number of trades
 * @param minProfitFactor least profit factor; an infinite one passes always
 * @param minWinRate least share of winning trades in percent
 */
public record WinCriteria(
        double minTotalReturn, double maxDrawdown, int minTrades, double minProfitFactor, double minWinRate) {

    /** What holds where nothing is said. */
    public static final WinCriteria DEFAULT = new WinCriteria(0, 20, 10, 1, 0);

    private static final List<String> NAMES =
            List.of("min_total_return", "max_drawdown", "min_trades", "min_profit_factor", "min_win_rate");

    /** Reads the criteria by their names in the REST contract; absent means default. Faults stay with the reader. */
    public static WinCriteria read(ParameterReader reader) {
        reader.refuseOthersThan(NAMES);
        return new WinCriteria(
                reader.number("min_total_return", DEFAULT.minTotalReturn, NumberRange.FINITE),
                reader.number("max_drawdown", DEFAULT.maxDrawdown, NumberRange.atLeast(0)),
                reader.wholeNumber("min_trades", DEFAULT.minTrades, 0, Integer.MAX_VALUE),
                reader.number("min_profit_factor", DEFAULT.minProfitFactor, NumberRange.atLeast(0)),
                reader.number("min_win_rate", DEFAULT.minWinRate, NumberRange.between(0, 100)));
    }

    /** Whether a run with these statistics wins. */
    public boolean wonBy(Statistics statistics) {
        return statistics.totalReturnPercent() >= minTotalReturn
                && statistics.maxDrawdownPercent() <= maxDrawdown
                && statistics.trades() >= minTrades
                && statistics.profitFactor() >= minProfitFactor
                && statistics.winRatePercent() >= minWinRate;
    }
}

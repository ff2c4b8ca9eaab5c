package dev.quarry.sweep.search;

import dev.quarry.engine.Statistics;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.ParameterReader;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What makes a run of a discovery a winner (SPEC H.4). All bounds are inclusive.
 *
 * @param minTotalReturn least total return in percent
 * @param maxDrawdown greatest drawdown of the realised equity in percent
 * @param minTrades least number of trades
 * @param minProfitFactor least profit factor; an infinite one passes always
 * @param minWinRate least share of winning trades in percent
 * @param maxMarkToMarketDrawdown greatest drawdown in percent of the equity with open positions at each bar's close; absent
 *     is off, and a run of which it is not known does not pass
 */
public record WinCriteria(
        double minTotalReturn,
        double maxDrawdown,
        int minTrades,
        double minProfitFactor,
        double minWinRate,
        OptionalDouble maxMarkToMarketDrawdown) {

    /** What holds where nothing is said. */
    public static final WinCriteria DEFAULT = new WinCriteria(0, 20, 10, 1, 0, OptionalDouble.empty());

    private static final List<String> NAMES = List.of(
            "min_total_return",
            "max_drawdown",
            "max_mark_to_market_drawdown",
            "min_trades",
            "min_profit_factor",
            "min_win_rate");

    /**
     * Reads the criteria by their names in the REST contract; absent and null mean the
     * default. Faults stay with the reader.
     */
    public static WinCriteria read(ParameterReader reader) {
        reader.refuseOthersThan(NAMES);
        return new WinCriteria(
                reader.limit("min_total_return", OptionalDouble.empty(), NumberRange.FINITE)
                        .orElse(DEFAULT.minTotalReturn),
                reader.limit("max_drawdown", OptionalDouble.empty(), NumberRange.atLeast(0))
                        .orElse(DEFAULT.maxDrawdown),
                reader.wholeLimit("min_trades", OptionalInt.empty(), 0, Integer.MAX_VALUE)
                        .orElse(DEFAULT.minTrades),
                reader.limit("min_profit_factor", OptionalDouble.empty(), NumberRange.atLeast(0))
                        .orElse(DEFAULT.minProfitFactor),
                reader.limit("min_win_rate", OptionalDouble.empty(), NumberRange.between(0, 100))
                        .orElse(DEFAULT.minWinRate),
                reader.limit("max_mark_to_market_drawdown", OptionalDouble.empty(), NumberRange.atLeast(0)));
    }

    /** Whether a run with these statistics wins. */
    public boolean wonBy(Statistics statistics) {
        return statistics.totalReturnPercent() >= minTotalReturn
                && statistics.maxDrawdownPercent() <= maxDrawdown
                && statistics.trades() >= minTrades
                && statistics.profitFactor() >= minProfitFactor
                && statistics.winRatePercent() >= minWinRate
                && (maxMarkToMarketDrawdown.isEmpty()
                        || statistics.markToMarketMaxDrawdownPercent() <= maxMarkToMarketDrawdown.getAsDouble());
    }
}

package dev.quarry.sweep.search;

import dev.quarry.engine.Statistics;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.ParameterReader;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a combination of a grid search must reach to be ranked (SPEC G.1). All bounds are inclusive, absent ones are off.
 *
 * @param minTrades least number of trades
 * @param minWinRate least share of winning trades in percent
 * @param minProfitFactor least profit factor; an infinite one passes always
 * @param maxDrawdown greatest drawdown of the realised equity in percent
 * @param maxMarkToMarketDrawdown greatest drawdown in percent of the equity with open positions at each bar's close
 * @param minTotalReturn least total return in percent
 */
public record SearchConstraints(
        int minTrades,
        OptionalDouble minWinRate,
        OptionalDouble minProfitFactor,
        OptionalDouble maxDrawdown,
        OptionalDouble maxMarkToMarketDrawdown,
        OptionalDouble minTotalReturn) {

    private static final List<String> NAMES = List.of(
            "min_trades",
            "min_win_rate",
            "min_profit_factor",
            "max_drawdown",
            "max_mark_to_market_drawdown",
            "min_total_return");

    /** Nothing but a least number of trades. */
    public static SearchConstraints minTrades(int minTrades) {
        return new SearchConstraints(
                minTrades,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /**
     * Reads the constraints by their names in the REST contract; absent and null mean none. Faults stay with the reader.
     *
     * @param minTrades the least number of trades that the request itself asks for: the greater of the two holds
     */
    public static SearchConstraints read(ParameterReader reader, int minTrades) {
        reader.refuseOthersThan(NAMES);
        int own = reader.wholeLimit("min_trades", OptionalInt.empty(), 0, Integer.MAX_VALUE)
                .orElse(minTrades);
        return new SearchConstraints(
                Math.max(own, minTrades),
                reader.limit("min_win_rate", OptionalDouble.empty(), NumberRange.between(0, 100)),
                reader.limit("min_profit_factor", OptionalDouble.empty(), NumberRange.atLeast(0)),
                reader.limit("max_drawdown", OptionalDouble.empty(), NumberRange.atLeast(0)),
                reader.limit("max_mark_to_market_drawdown", OptionalDouble.empty(), NumberRange.atLeast(0)),
                reader.limit("min_total_return", OptionalDouble.empty(), NumberRange.FINITE));
    }

    /** With that least number of trades, where it is not greater already. */
    SearchConstraints withAtLeast(int trades) {
        return new SearchConstraints(
                Math.max(minTrades, trades),
                minWinRate,
                minProfitFactor,
                maxDrawdown,
                maxMarkToMarketDrawdown,
                minTotalReturn);
    }

    /**
     * What is to be reached on the first part of the bars already: as many trades in proportion, and the bounds that only
     * ever grow harder to keep.
     *
     * @param share that part, from 0 to 1
     */
    public SearchConstraints onFirst(double share) {
        return new SearchConstraints(
                (int) Math.ceil(minTrades * share),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                maxDrawdown,
                maxMarkToMarketDrawdown,
                OptionalDouble.empty());
    }

    /** Whether a run with these statistics is ranked. */
    public boolean metBy(Statistics statistics) {
        return statistics.trades() >= minTrades
                && statistics.winRatePercent() >= minWinRate.orElse(Double.NEGATIVE_INFINITY)
                && statistics.profitFactor() >= minProfitFactor.orElse(Double.NEGATIVE_INFINITY)
                && statistics.maxDrawdownPercent() <= maxDrawdown.orElse(Double.POSITIVE_INFINITY)
                && statistics.markToMarketMaxDrawdownPercent()
                        <= maxMarkToMarketDrawdown.orElse(Double.POSITIVE_INFINITY)
                && statistics.totalReturnPercent() >= minTotalReturn.orElse(Double.NEGATIVE_INFINITY);
    }
}

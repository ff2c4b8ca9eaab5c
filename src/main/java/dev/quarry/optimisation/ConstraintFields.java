package dev.quarry.optimisation;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.Violation;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.sweep.search.SearchConstraints;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;
import java.util.Map;

/**
 * The form of {@link SearchConstraints} in a request, for the API's description only: they are read by their own
 * reader, which also accepts numbers that are written as strings. What is absent does not constrain.
 *
 * @param minTrades see {@link SearchConstraints}
 * @param minWinRate see {@link SearchConstraints}
 * @param minProfitFactor see {@link SearchConstraints}
 * @param maxMarkToMarketDrawdown see {@link SearchConstraints}
 * @param maxDrawdown see {@link SearchConstraints}
 * @param minTotalReturn see {@link SearchConstraints}
 */
record ConstraintFields(
        @Described(
                value = "Least number of trades; the greater of this and min_trades holds",
                title = "Trades at least")
        @DecimalMin("0") Integer minTrades,

        @Described(value = "Least share of trades that won, percent", title = "Win rate at least, %")
        @DecimalMin("0") @DecimalMax("100") Double minWinRate,

        @Described(value = "Least profit factor: profits over losses", title = "Profit factor at least")
        @DecimalMin("0") Double minProfitFactor,

        @Described(
                value = "Greatest drawdown of the equity with open positions at each bar's close, percent",
                title = "Drawdown with open trades at most, %")
        @DecimalMin("0") Double maxMarkToMarketDrawdown,

        @Described(value = "Greatest drawdown of the realised equity, percent", title = "Drawdown at most, %")
        @DecimalMin("0") Double maxDrawdown,

        @Described(value = "Least total return, percent", title = "Total return at least, %")
        Double minTotalReturn) {

    /** What is wrong with them, each named as {@code constraints.x}. */
    static List<Violation> violations(Map<String, Object> constraints, int minTrades) {
        ParameterReader reader = new ParameterReader(constraints);
        SearchConstraints.read(reader, minTrades);
        return reader.faults().stream()
                .map(fault -> new Violation("constraints." + fault.name(), fault.reason()))
                .toList();
    }
}

package dev.quarry.discovery;

import dev.quarry.platform.json.Described;
import dev.quarry.sweep.search.WinCriteria;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The form of {@link WinCriteria} in a request, for the API's description only: they are read by their own reader,
 * which also accepts numbers that are written as strings.
 *
 * @param minTotalReturn see {@link WinCriteria}
 * @param maxMarkToMarketDrawdown see {@link WinCriteria}
 * @param maxDrawdown see {@link WinCriteria}
 * @param minTrades see {@link WinCriteria}
 * @param minProfitFactor see {@link WinCriteria}
 * @param minWinRate see {@link WinCriteria}
 */
record WinCriteriaFields(
        @Described(value = "Least total return, percent", title = "Return at least, %")
        Double minTotalReturn,

        @Described(
                value =
                        "Greatest drawdown of the equity with open positions at each bar's close, percent; none when absent",
                title = "Drawdown with open trades at most, %")
        @DecimalMin("0") Double maxMarkToMarketDrawdown,

        @Described(value = "Greatest drawdown of the realised equity, percent", title = "Drawdown at most, %")
        @DecimalMin("0") Double maxDrawdown,

        @Described(value = "Least number of trades", title = "Trades at least") @DecimalMin("0") Integer minTrades,

        @Described(value = "Least profit factor: profits over losses", title = "Profit factor at least")
        @DecimalMin("0") Double minProfitFactor,

        @Described(value = "Least share of trades that won, percent", title = "Win rate at least, %")
        @DecimalMin("0") @DecimalMax("100") Double minWinRate) {

    WinCriteriaFields {
        minTotalReturn = minTotalReturn == null ? Double.valueOf(WinCriteria.DEFAULT.minTotalReturn()) : minTotalReturn;
        maxDrawdown = maxDrawdown == null ? Double.valueOf(WinCriteria.DEFAULT.maxDrawdown()) : maxDrawdown;
        minTrades = minTrades == null ? Integer.valueOf(WinCriteria.DEFAULT.minTrades()) : minTrades;
        minProfitFactor =
                minProfitFactor == null ? Double.valueOf(WinCriteria.DEFAULT.minProfitFactor()) : minProfitFactor;
        minWinRate = minWinRate == null ? Double.valueOf(WinCriteria.DEFAULT.minWinRate()) : minWinRate;
    }

    /** What a request gives, without null values, which mean the same as absent ones here. */
    static Map<String, Object> given(Map<String, Object> criteria) {
        Map<String, Object> given = new LinkedHashMap<>(criteria == null ? Map.of() : criteria);
        given.values().removeIf(value -> value == null);
        return given;
    }
}

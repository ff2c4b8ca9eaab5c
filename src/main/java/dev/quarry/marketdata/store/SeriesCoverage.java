package dev.quarry.marketdata.store;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How much of a series is stored.
 *
 * @param minTsMs open of the first bar, milliseconds since the epoch
 * @param maxTsMs open of the last bar, milliseconds since the epoch
 * @param rows how many bars
 * @param missing how many are missing by the calendar of the market; absent where it was not requested or not counted
 */
public record SeriesCoverage(
        String exchange,
        String symbol,
        String timeframe,
        long minTsMs,
        long maxTsMs,
        long rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long missing) {

    SeriesCoverage missing(Long bars) {
        return new SeriesCoverage(exchange, symbol, timeframe, minTsMs, maxTsMs, rows, bars);
    }
}

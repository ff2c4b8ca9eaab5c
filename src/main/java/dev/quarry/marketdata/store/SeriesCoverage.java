package dev.quarry.marketdata.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;

/** How much of a series is stored. */
public record SeriesCoverage(
        @Described("Where the prices come from") String exchange,
        @Described("The market") String symbol,
        @Described("The length of a bar") String timeframe,

        @Described("Open of the first bar, milliseconds since the epoch")
        long minTsMs,

        @Described("Open of the last bar, milliseconds since the epoch")
        long maxTsMs,

        @Described("How many bars are stored") long rows,

        @Described("How many bars are missing by the market's calendar; absent where that was not requested "
                + "or not counted")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Long missing) {

    SeriesCoverage missing(Long bars) {
        return new SeriesCoverage(exchange, symbol, timeframe, minTsMs, maxTsMs, rows, bars);
    }
}

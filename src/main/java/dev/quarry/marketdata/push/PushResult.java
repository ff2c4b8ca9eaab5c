package dev.quarry.marketdata.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** The result of pushing bars. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PushResult(
        @Described("Where the prices come from") String exchange,
        @Described("The market") String symbol,
        @Described("The length of a bar") String timeframe,
        @Described("How many bars the request had") long barsReceived,
        @Described("How many were new") long barsAdded,
        @Described("How many were stored with other values") long barsReplaced,

        @Described("How many were stored with the same values")
        long barsUnchanged,

        @Described("How many repeated a time of the request, with the same values")
        long barsDuplicate,

        @Described("How many the series has now") long bars,
        @Described("Open of the series' first bar") OffsetDateTime firstTs,
        @Described("Open of the series' last bar") OffsetDateTime lastTs) {}

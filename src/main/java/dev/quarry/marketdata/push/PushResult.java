package dev.quarry.marketdata.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;

/**
 * The result of pushing bars.
 *
 * @param barsReceived how many the request had
 * @param barsAdded how many were new
 * @param barsReplaced how many were stored with other values
 * @param barsUnchanged how many were stored with the same values
 * @param barsDuplicate how many repeated a time of the request, with the same values
 * @param bars how many the series has now
 * @param firstTs open of the first of them
 * @param lastTs open of the last of them
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PushResult(
        String exchange,
        String symbol,
        String timeframe,
        long barsReceived,
        long barsAdded,
        long barsReplaced,
        long barsUnchanged,
        long barsDuplicate,
        long bars,
        OffsetDateTime firstTs,
        OffsetDateTime lastTs) {}

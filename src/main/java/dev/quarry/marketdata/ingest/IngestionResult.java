package dev.quarry.marketdata.ingest;

import dev.quarry.platform.json.ExactTime;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The result of an ingestion.
 *
 * @param requested the range as it was requested
 * @param cachedBounds opens of the first and last bar that the series has now
 * @param rowsReturned bars that the series has now in the requested range; without one, between the first and the last
 *     bar of this ingestion
 * @param rowsAccepted different bars of this ingestion: added, replaced or unchanged
 * @param rowsAdded bars that were new
 * @param rowsReplaced bars that were stored with other values
 * @param rowsUnchanged bars that were stored with the same values
 * @param rowsDuplicate lines that repeat a time; the last line of a time counts
 * @param rowsOutside lines outside the requested range
 * @param rowsRefused lines that are not bars
 * @param refused the first of them, with the reason
 * @param series the result of each series, when the file had several: the figures above are then totals
 * @param unavailable what the source does not offer of the range; empty for files and the sample
 */
public record IngestionResult(
        String exchange,
        String symbol,
        String timeframe,
        Range requested,
        Bounds cachedBounds,
        long rowsReturned,
        long rowsAccepted,
        long rowsAdded,
        long rowsReplaced,
        long rowsUnchanged,
        long rowsDuplicate,
        long rowsOutside,
        long rowsRefused,
        List<RefusedLine> refused,
        List<Unavailable> unavailable,
        List<SeriesOutcome> series) {

    public IngestionResult {
        series = series == null ? List.of() : series;
    }

    /** A range as requested, to the millisecond; either end may be null. */
    public record Range(
            @JsonSerialize(using = ExactTime.class) OffsetDateTime startTs,

            @JsonSerialize(using = ExactTime.class) OffsetDateTime endTs) {}

    /** The first and the last bar. */
    public record Bounds(OffsetDateTime minTs, OffsetDateTime maxTs) {}

    /** A line that is not a bar. */
    public record RefusedLine(long line, String reason) {
        @Override
        public String toString() {
            return "line " + line + ": " + reason;
        }
    }

    /**
     * Bars that the source does not offer.
     *
     * @param startTs open of the first
     * @param endTs open of the last
     * @param bars how many they would be at most
     */
    public record Unavailable(OffsetDateTime startTs, OffsetDateTime endTs, long bars, String reason) {}
}

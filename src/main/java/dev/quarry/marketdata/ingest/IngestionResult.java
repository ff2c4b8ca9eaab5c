package dev.quarry.marketdata.ingest;

import dev.quarry.platform.json.ExactTime;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What an ingestion did.
 *
 * @param requested the range asked for, as it was asked for
 * @param cachedBounds opens of the first and last bar that the series has now
 * @param rowsReturned bars that the series has now in the range asked for; without one, between the first and the last
 *     bar brought in
 * @param rowsAccepted different bars brought in: added, replaced or unchanged
 * @param rowsAdded bars that were not there
 * @param rowsReplaced bars that were there with other values
 * @param rowsUnchanged bars that were there with the same values
 * @param rowsDuplicate lines that gave a time again; the last line of a time counts
 * @param rowsOutside lines outside the range asked for
 * @param rowsRefused lines that are no bar
 * @param refused the first of them, with the reason
 * @param series each series, when the file brought several: the figures above are then those of all together
 * @param unavailable what the source cannot give of the range; empty for files and the sample
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

    /** A range as a request gives it, to the millisecond; either end may be null. */
    public record Range(
            @JsonSerialize(using = ExactTime.class) OffsetDateTime startTs,

            @JsonSerialize(using = ExactTime.class) OffsetDateTime endTs) {}

    /** The outermost bars. */
    public record Bounds(OffsetDateTime minTs, OffsetDateTime maxTs) {}

    /** A line that is no bar. */
    public record RefusedLine(long line, String reason) {
        @Override
        public String toString() {
            return "line " + line + ": " + reason;
        }
    }

    /**
     * Bars that the source does not give.
     *
     * @param startTs open of the first
     * @param endTs open of the last
     * @param bars how many they would be at most
     */
    public record Unavailable(OffsetDateTime startTs, OffsetDateTime endTs, long bars, String reason) {}
}

package dev.quarry.marketdata.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.ExactTime;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.databind.annotation.JsonSerialize;

/** The result of an ingestion. */
public record IngestionResult(
        @Described("Where the prices come from") String exchange,
        @Described("The market") String symbol,
        @Described("The length of a bar") String timeframe,
        @Described("The range as it was requested") Range requested,

        @Described("Opens of the first and last bar that the series has now")
        Bounds cachedBounds,

        @Described("Bars that the series has now in the requested range; without one, between the first and "
                + "the last bar of this ingestion")
        long rowsReturned,

        @Described("Different bars of this ingestion: added, replaced or unchanged")
        long rowsAccepted,

        @Described("Bars that were new") long rowsAdded,

        @Described("Bars that were stored with other values")
        long rowsReplaced,

        @Described("Bars that were stored with the same values")
        long rowsUnchanged,

        @Described("Lines that repeat a time; the last line of a time counts")
        long rowsDuplicate,

        @Described("Lines outside the requested range") long rowsOutside,
        @Described("Lines that are not bars") long rowsRefused,

        @Described("The first refused lines, with the reasons")
        List<RefusedLine> refused,

        @Described("What the source does not offer of the range; empty for files and the sample")
        List<Unavailable> unavailable,

        @Described("The result of each series, when the file had several: the figures above are then totals")
        List<SeriesOutcome> series,

        @Described(SparkStats.MEANING) @JsonInclude(JsonInclude.Include.NON_NULL)
        SparkStats sparkStats) {

    public IngestionResult {
        series = series == null ? List.of() : series;
    }

    /** A range as requested, to the millisecond; either end may be null. */
    public record Range(
            @Described("Open of the first requested bar; null when none was given")
            @JsonSerialize(using = ExactTime.class)
            OffsetDateTime startTs,

            @Described("Open of the last requested bar; null when none was given")
            @JsonSerialize(using = ExactTime.class)
            OffsetDateTime endTs) {}

    /** The first and the last bar. */
    public record Bounds(
            @Described("Open of the first bar") OffsetDateTime minTs,
            @Described("Open of the last bar") OffsetDateTime maxTs) {}

    /** A line that is not a bar. */
    public record RefusedLine(
            @Described("The line, from 1") long line,
            @Described("What is wrong with it") String reason) {
        @Override
        public String toString() {
            return "line " + line + ": " + reason;
        }
    }

    /** Bars that the source does not offer. */
    public record Unavailable(
            @Described("Open of the first of these bars") OffsetDateTime startTs,
            @Described("Open of the last of these bars") OffsetDateTime endTs,
            @Described("How many they would be at most") long bars,
            @Described("Why the source does not offer them") String reason) {}
}

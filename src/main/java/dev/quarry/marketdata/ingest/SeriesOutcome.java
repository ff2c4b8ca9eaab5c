package dev.quarry.marketdata.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.marketdata.ingest.IngestionResult.Bounds;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.platform.json.Described;
import java.util.List;

/** The result for one of the series in a file. */
public record SeriesOutcome(
        @Described("The market") String symbol,

        @Described("The length of a bar; null where neither the request nor the file's name contains it")
        String timeframe,

        @Described("Why nothing of it was stored; null when it was")
        String error,

        @Described("Opens of the first and last bar that the series has now; null with an error")
        Bounds cachedBounds,

        @Described("Different bars of the file: added, replaced or unchanged")
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

        @Described("The first of its lines that are not bars, with the reasons")
        List<RefusedLine> refused,

        @Described(SparkStats.MEANING) @JsonInclude(JsonInclude.Include.NON_NULL)
        SparkStats sparkStats) {

    private static final int NAMED = 3;

    static SeriesOutcome stored(IngestionResult result, List<RefusedLine> refused) {
        return new SeriesOutcome(
                result.symbol(),
                result.timeframe(),
                null,
                result.cachedBounds(),
                result.rowsAccepted(),
                result.rowsAdded(),
                result.rowsReplaced(),
                result.rowsUnchanged(),
                result.rowsDuplicate(),
                result.rowsOutside(),
                result.rowsRefused(),
                refused.subList(0, Math.min(NAMED, refused.size())),
                result.sparkStats());
    }

    static SeriesOutcome failed(String symbol, String timeframe, String error, long rowsRefused) {
        return new SeriesOutcome(symbol, timeframe, error, null, 0, 0, 0, 0, 0, 0, rowsRefused, List.of(), null);
    }
}

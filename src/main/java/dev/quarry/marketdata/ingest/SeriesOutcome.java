package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.ingest.IngestionResult.Bounds;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import java.util.List;

/**
 * The result for one of the series in a file.
 *
 * @param timeframe null where neither the request nor the file's name contains it
 * @param error why nothing of it was stored; null when it was
 * @param cachedBounds opens of the first and last bar that the series has now; null with an error
 * @param rowsAccepted different bars of the file: added, replaced or unchanged
 * @param refused the first of its lines that are not bars, with the reasons
 */
public record SeriesOutcome(
        String symbol,
        String timeframe,
        String error,
        Bounds cachedBounds,
        long rowsAccepted,
        long rowsAdded,
        long rowsReplaced,
        long rowsUnchanged,
        long rowsDuplicate,
        long rowsOutside,
        long rowsRefused,
        List<RefusedLine> refused) {

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
                refused.subList(0, Math.min(NAMED, refused.size())));
    }

    static SeriesOutcome failed(String symbol, String timeframe, String error, long rowsRefused) {
        return new SeriesOutcome(symbol, timeframe, error, null, 0, 0, 0, 0, 0, 0, rowsRefused, List.of());
    }
}

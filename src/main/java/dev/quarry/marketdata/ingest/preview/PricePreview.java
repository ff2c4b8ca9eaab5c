package dev.quarry.marketdata.ingest.preview;

import dev.quarry.marketdata.file.FileLook;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.platform.json.ExactTime;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The preview of a file: what an import would read.
 *
 * @param bytes how large the file is, as it was sent
 * @param complete false when only the first part of the file was read
 * @param rowsRead rows that were read, without headers
 * @param refusal why an import would store nothing, a sentence; null when it would
 * @param timeframe the length of most bars, measured between their times; null where that is not a timeframe
 * @param bars how many of the bars that were read an import would store
 * @param first the earliest of them, in the order of time; where there are several symbols, of the first one
 * @param last the latest of them
 * @param rowsRefused rows that an import would refuse
 * @param refused the first of them, with the reason
 * @param symbols the markets that rows name; empty when they name none
 * @param series what {@code entry=*} would make of the files of a zip, by their names
 */
public record PricePreview(
        String file,
        long bytes,
        boolean complete,
        long rowsRead,
        String refusal,
        FileLook look,
        String timeframe,
        long bars,
        List<Bar> first,
        List<Bar> last,
        long rowsRefused,
        List<RefusedLine> refused,
        List<String> warnings,
        List<Symbol> symbols,
        List<EntrySeriesName> series) {

    /**
     * A bar as it would be stored.
     * @param openTime UTC
     */
    public record Bar(
            @JsonSerialize(using = ExactTime.class) OffsetDateTime openTime,
            double open,
            double high,
            double low,
            double close,
            double volume) {}

    /**
     * A market that rows name.
     * @param bars how many would be stored
     * @param refusal why none would be; null when some would
     */
    public record Symbol(String symbol, long bars, String refusal) {}

    /**
     * A file of a zip.
     * @param timeframe null when its name contains none
     */
    public record EntrySeriesName(String entry, String symbol, String timeframe) {}
}

package dev.quarry.marketdata.ingest.preview;

import dev.quarry.marketdata.file.FileLook;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.ExactTime;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.databind.annotation.JsonSerialize;

/** The preview of a file: what an import would read. */
public record PricePreview(
        @Described("The file's name") String file,

        @Described("How large the file is as it was sent, bytes")
        long bytes,

        @Described("False when only the first part of the file was read")
        boolean complete,

        @Described("Rows that were read, without headers") long rowsRead,

        @Described("Why an import would store nothing, a sentence; null when it would")
        String refusal,

        @Described("How the file is read") FileLook look,

        @Described("The length of most bars, measured between their times; null where that is not a timeframe")
        String timeframe,

        @Described("How many of the bars that were read an import would store")
        long bars,

        @Described("The earliest bars, in the order of time; where there are several symbols, of the first one")
        List<Bar> first,

        @Described("The latest bars, in the order of time") List<Bar> last,
        @Described("Rows that an import would refuse") long rowsRefused,

        @Described("The first refused rows, with the reasons")
        List<RefusedLine> refused,

        @Described("What could be read in two ways, and other warnings")
        List<String> warnings,

        @Described("The markets that rows name; empty when they name none")
        List<Symbol> symbols,

        @Described("What entry=* would make of the files of a zip, by their names")
        List<EntrySeriesName> series) {

    /** A bar as it would be stored. */
    public record Bar(
            @Described("Open of the bar") @JsonSerialize(using = ExactTime.class)
            OffsetDateTime openTime,

            @Described("First price") double open,
            @Described("Highest price") double high,
            @Described("Lowest price") double low,
            @Described("Last price") double close,

            @Described("Traded volume, in units of the base asset")
            double volume) {}

    /** A market that rows name. */
    public record Symbol(
            @Described("The market") String symbol,

            @Described("How many of its bars would be stored")
            long bars,

            @Described("Why none would be stored; null when some would")
            String refusal) {}

    /** A file of a zip. */
    public record EntrySeriesName(
            @Described("The name in the archive, with its folder")
            String entry,

            @Described("The market") String symbol,

            @Described("The length of a bar; null when the name contains none")
            String timeframe) {}
}

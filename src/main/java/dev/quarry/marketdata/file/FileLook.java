package dev.quarry.marketdata.file;

import dev.quarry.platform.json.Described;
import java.util.List;

/** The description of a file by its first rows, whether its bars can be read or not. */
public record FileLook(
        @Described(value = "How the file is packed", oneOf = "none, gzip, bzip2, zip")
        String packed,

        @Described("The tables of a zip; empty for others") List<String> entries,

        @Described(
                value = "What the file contains; null when it is none of these",
                oneOf = "text, json, arrow, parquet")
        String kind,

        @Described("The encoding of the text, such as UTF-8; null where there is none")
        String encoding,

        @Described("The delimiter of a text's fields; null where there is none")
        String delimiter,

        @Described("The first rows as they are in the file, including the header")
        List<SampleRow> sample,

        @Described("Where the bars are; null when that cannot be determined")
        TableLayout layout,

        @Described("Warnings about what could be read in two ways")
        List<String> warnings,

        @Described("Why no bars can be read, a sentence; null when they can")
        String refusal) {

    /** A row as it is in the file. */
    public record SampleRow(
            @Described("Its line, from 1") long line,
            @Described("Its fields") List<String> fields) {}

    /** Where the bars of a table are. */
    public record TableLayout(
            @Described("The layout's name in requests") String format,

            @Described("The names of the columns; empty without a header")
            List<String> header,

            @Described("The last line before the bars; 0 without one")
            long headerLine,

            @Described("The decimal sign of prices") String decimalSign,

            @Described("The time zone of times without an offset")
            String timeZone,

            @Described("False where the times are text without an offset and their zone is unknown")
            boolean timesHaveOffset,

            @Described("The columns that were found, in the order time, clock, open, high, low, close, volume, symbol")
            List<FoundColumn> columns) {}

    /** A column that was found. */
    public record FoundColumn(
            @Described("Its role, as requests name it") String role,
            @Described("Its number, from 1") int column,

            @Described("Its name in the file; null without a header")
            String name) {}
}

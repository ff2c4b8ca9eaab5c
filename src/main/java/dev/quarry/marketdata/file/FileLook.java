package dev.quarry.marketdata.file;

import java.util.List;

/**
 * The description of a file by its first rows, whether its bars can be read or not.
 *
 * @param packed {@code none}, {@code gzip}, {@code bzip2} or {@code zip}
 * @param entries the tables of a zip; empty for others
 * @param kind {@code text}, {@code json}, {@code arrow} or {@code parquet}; null when it is none of these
 * @param encoding of the text, such as {@code UTF-8}; null where there is none
 * @param delimiter the delimiter of a text's fields; null where there is none
 * @param sample the first rows as they are in the file, including the header
 * @param layout where the bars are; null when that cannot be determined
 * @param warnings warnings about what could be read in two ways
 * @param refusal why no bars can be read, a sentence; null when they can
 */
public record FileLook(
        String packed,
        List<String> entries,
        String kind,
        String encoding,
        String delimiter,
        List<SampleRow> sample,
        TableLayout layout,
        List<String> warnings,
        String refusal) {

    /**
     * A row as it is in the file.
     * @param line from 1
     */
    public record SampleRow(long line, List<String> fields) {}

    /**
     * Where the bars of a table are.
     *
     * @param format the layout's name in requests
     * @param header the names of the columns; empty without a header
     * @param headerLine the last line before the bars; 0 without one
     * @param decimalSign the decimal sign of prices
     * @param timeZone the time zone of times without an offset
     * @param timesHaveOffset false where the times are text without an offset and their zone is unknown
     * @param columns the columns that were found, in the order time, clock, open, high, low, close, volume, symbol
     */
    public record TableLayout(
            String format,
            List<String> header,
            long headerLine,
            String decimalSign,
            String timeZone,
            boolean timesHaveOffset,
            List<FoundColumn> columns) {}

    /**
     * A column that was found.
     *
     * @param role its name in requests
     * @param column its number, from 1
     * @param name its name in the file; null without a header
     */
    public record FoundColumn(String role, int column, String name) {}
}

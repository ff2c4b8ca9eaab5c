package dev.quarry.marketdata.file;

import java.util.List;

/**
 * What a first look at a file tells, whether its bars can be read or not.
 *
 * @param packed {@code none}, {@code gzip}, {@code bzip2} or {@code zip}
 * @param entries the tables of a zip; empty for others
 * @param kind {@code text}, {@code json}, {@code arrow} or {@code parquet}; null when it is none of them
 * @param encoding of the text, such as {@code UTF-8}; null where there is none
 * @param delimiter what parts the fields of a text; null where nothing does
 * @param sample the first rows as they stand there, the header among them
 * @param layout where the bars are; null when that cannot be told
 * @param warnings of what could be read in two ways
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

    /** A row as it stands in the file. @param line from 1 */
    public record SampleRow(long line, List<String> fields) {}

    /**
     * Where the bars of a table are.
     *
     * @param format the layout's name in requests
     * @param header the names of the columns; empty without a header
     * @param headerLine the last line before the bars; 0 without one
     * @param decimalSign what stands before the decimals of prices
     * @param timeZone whose local times those without an offset are
     * @param timesHaveOffset false where the times are text without an offset and nothing tells their zone
     * @param columns what was found, in the order time, clock, open, high, low, close, volume, symbol
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
     * @param role as requests name it
     * @param column its number, from 1
     * @param name as the file has it; null without a header
     */
    public record FoundColumn(String role, int column, String name) {}
}

package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.columns.ColumnMapping;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a request says about its file; what it leaves out is recognised.
 *
 * @param format the layout; empty to recognise it
 * @param timeZone the time zone of times without an offset; empty: UTC
 * @param missingVolumeIsZero true: a bar without a volume gets volume 0
 * @param entry the file of a zip, with its folder
 * @param symbol the market as the request names it; decides which of two volumes is that of the base asset
 * @param wholeDays true when bars last days or weeks: such a bar belongs to the date with which it is labelled, in
 *     whatever time zone that date begins
 * @param columns which columns the request names itself
 * @param symbolColumn the column that names the market of each row, where a file has several; empty: it has one
 */
public record ReadingOptions(
        Optional<CandleFormat> format,
        Optional<ZoneId> timeZone,
        boolean missingVolumeIsZero,
        Optional<String> entry,
        String symbol,
        boolean wholeDays,
        ColumnMapping columns,
        Optional<String> symbolColumn) {

    /** No options: everything is recognised. */
    public static final ReadingOptions NONE = new ReadingOptions(
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            "",
            false,
            ColumnMapping.NONE,
            Optional.empty());

    /** These options with a known layout. */
    public ReadingOptions as(CandleFormat known) {
        return new ReadingOptions(
                Optional.of(known), timeZone, missingVolumeIsZero, entry, symbol, wholeDays, columns, symbolColumn);
    }

    /** These options for one file of an archive. */
    public ReadingOptions ofEntry(String name) {
        return new ReadingOptions(
                format, timeZone, missingVolumeIsZero, Optional.of(name), symbol, wholeDays, columns, symbolColumn);
    }
}

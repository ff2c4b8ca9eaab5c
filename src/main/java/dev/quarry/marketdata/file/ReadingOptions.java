package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.columns.ColumnMapping;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a request says of its file; what it leaves out is found in the file.
 *
 * @param format the layout; empty to recognise it
 * @param timeZone whose local times the times without an offset are; empty: UTC
 * @param missingVolumeIsZero true: a bar without a volume is one of volume 0
 * @param entry which file of a zip is meant, with its folder
 * @param symbol the market as the request names it; settles which of two volumes is that of the base asset
 * @param wholeDays true when bars last days or weeks: such a bar belongs to the date it is stamped with, wherever that
 *     date begins
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

    /** Everything as the file has it. */
    public static final ReadingOptions NONE = new ReadingOptions(
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            "",
            false,
            ColumnMapping.NONE,
            Optional.empty());

    /** The same with a layout that is known. */
    public ReadingOptions as(CandleFormat known) {
        return new ReadingOptions(
                Optional.of(known), timeZone, missingVolumeIsZero, entry, symbol, wholeDays, columns, symbolColumn);
    }

    /** The same for one file of an archive. */
    public ReadingOptions ofEntry(String name) {
        return new ReadingOptions(
                format, timeZone, missingVolumeIsZero, Optional.of(name), symbol, wholeDays, columns, symbolColumn);
    }
}

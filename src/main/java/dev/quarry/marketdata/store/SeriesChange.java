package dev.quarry.marketdata.store;

import dev.quarry.platform.sql.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * One change of a series in the making, by whoever has locked it: what it adds and replaces carries its time.
 *
 * @param at by the database's clock, whole milliseconds, later than that of every change before
 */
public record SeriesChange(long seriesId, OffsetDateTime at) {

    private static final String NOTE_ADDED =
            "insert into candle_addition (series_id, added_at, first_open, last_open) values (?, ?, ?, ?)";

    /** Notes that all bars between two opens, milliseconds since the epoch, both inclusive, came with this change. */
    void noteAdded(Database database, long firstOpen, long lastOpen) {
        database.update(NOTE_ADDED, seriesId, at, time(firstOpen), time(lastOpen));
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}

package dev.quarry.marketdata.store;

import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.sql.Database;
import java.time.OffsetDateTime;

/**
 * A change of a locked series that is under way: what it adds and replaces gets its time.
 *
 * @param at by the database's clock, whole milliseconds, later than that of every change before
 */
public record SeriesChange(long seriesId, OffsetDateTime at) {

    private static final String NOTE_ADDED =
            "insert into candle_addition (series_id, added_at, first_open, last_open) values (?, ?, ?, ?)";

    /**
     * Records that all bars between two opens, milliseconds since the epoch, both inclusive, were added by this change.
     */
    void noteAdded(Database database, long firstOpen, long lastOpen) {
        database.update(NOTE_ADDED, seriesId, at, Timestamps.utc(firstOpen), Timestamps.utc(lastOpen));
    }
}

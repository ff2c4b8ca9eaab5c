package dev.quarry.marketdata.store;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.sql.Database;
import dev.quarry.series.Bars;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The latest bar of each series that had not ended when it was seen. */
@ApplicationScoped
public class UnfinishedCandleStore {

    /** Stores an unfinished bar unless a later state of it is stored, or it is finished already. */
    private static final String PUT = """
            insert into candle_unfinished (series_id, open_time, open, high, low, close, volume, seen_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (series_id) do update
            set open_time = excluded.open_time, open = excluded.open, high = excluded.high, low = excluded.low,
                close = excluded.close, volume = excluded.volume, seen_at = excluded.seen_at
            where candle_unfinished.seen_at <= excluded.seen_at
            """;

    private static final String FINISH = """
            delete from candle_unfinished u
            where u.series_id = ?
                and exists (select from series s where s.id = u.series_id and s.last_open >= u.open_time)
            """;

    private final Database database;

    /** A bar that is still changing. */
    public record Unfinished(
            @Described("Open of the bar") OffsetDateTime openTime,
            @Described("First price") double open,
            @Described("Highest price") double high,
            @Described("Lowest price") double low,
            @Described("Last price") double close,

            @Described("Traded volume, in units of the base asset")
            double volume,

            @Described("When it had these values") OffsetDateTime seenAt) {}

    @Inject
    public UnfinishedCandleStore(Database database) {
        this.database = database;
    }

    /** Stores an unfinished bar. In the caller's transaction, after {@link SeriesStore#lock}. */
    public void put(long seriesId, Bars bars, int index, long seenAt) {
        database.update(
                PUT,
                seriesId,
                Timestamps.utc(bars.openTime()[index]),
                bars.open()[index],
                bars.high()[index],
                bars.low()[index],
                bars.close()[index],
                bars.volume()[index],
                Timestamps.utc(seenAt));
    }

    /** Deletes the bar when the series has it, or a later one, as a finished bar. In the caller's transaction. */
    public void dropFinished(long seriesId) {
        database.update(FINISH, seriesId);
    }

    /** The unfinished bar of that series, if there is one. */
    public Optional<Unfinished> find(long seriesId) {
        return database.first(
                "select open_time, open, high, low, close, volume, seen_at from candle_unfinished where series_id = ?",
                row -> new Unfinished(
                        row.getObject(1, OffsetDateTime.class),
                        row.getDouble(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        row.getDouble(5),
                        row.getDouble(6),
                        row.getObject(7, OffsetDateTime.class)),
                seriesId);
    }
}

package dev.quarry.marketdata.store;

import dev.quarry.backtest.Bars;
import dev.quarry.backtest.Timeframe;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** The candles of every series. */
@ApplicationScoped
public class CandleStore {

    /**
     * Of candles with the same time the last line counts. A candle that is already there in the same shape is not
     * written again. {@code xmax} is zero for a row that was inserted, and not for one that was updated.
     */
    private static final String MERGE = """
            with incoming as (
                select distinct on (open_time) open_time, open, high, low, close, volume
                from candle_staging
                where batch_id = ? and open_time >= ? and open_time < ?
                order by open_time, line desc),
            written as (
                insert into candle (series_id, open_time, open, high, low, close, volume)
                select ?, open_time, open, high, low, close, volume from incoming
                on conflict (series_id, open_time) do update
                set open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
                    volume = excluded.volume
                where (candle.open, candle.high, candle.low, candle.close, candle.volume)
                    is distinct from (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume)
                returning (xmax = 0) as added)
            select (select count(*) from incoming), count(*) filter (where added), count(*) filter (where not added)
            from written
            """;

    private static final String COUNT = "select count(*) from candle where series_id = ? and open_time between ? and ?";

    /** COPY takes no parameters; a number and two instants cannot carry SQL. */
    private static final String COPY_OUT = """
            copy (select open_time, open, high, low, close, volume from candle
                  where series_id = %d and open_time between '%s' and '%s' order by open_time)
            to stdout (format binary)
            """;

    private final Database database;

    @Inject
    public CandleStore(Database database) {
        this.database = database;
    }

    /**
     * Merges the candles of a batch that open in a stretch of time into a series, in the caller's transaction.
     *
     * @param from milliseconds since the epoch, inclusive
     * @param to milliseconds since the epoch, exclusive
     */
    public MergeCounts merge(CandleBatch batch, long seriesId, long from, long to) {
        return database.query(
                        MERGE,
                        row -> {
                            long distinct = row.getLong(1);
                            long added = row.getLong(2);
                            long replaced = row.getLong(3);
                            return new MergeCounts(added, replaced, distinct - added - replaced);
                        },
                        batch.id(),
                        time(from),
                        time(to),
                        seriesId)
                .get(0);
    }

    /** How many candles open between two times, both inclusive, milliseconds since the epoch. */
    public long count(long seriesId, long from, long to) {
        return database.query(COUNT, row -> row.getLong(1), seriesId, time(from), time(to))
                .get(0);
    }

    /** The candles that open between two times, both inclusive, milliseconds since the epoch. */
    public Bars load(long seriesId, Timeframe timeframe, long from, long to) {
        String copyOut = COPY_OUT.formatted(seriesId, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
        return database.call(connection -> {
            try (InputStream rows = new PGCopyInputStream(connection.unwrap(PGConnection.class), copyOut)) {
                return CandleCopy.read(rows).toBars(timeframe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}

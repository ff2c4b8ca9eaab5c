package dev.quarry.marketdata.store;

import dev.quarry.backtest.Bars;
import dev.quarry.backtest.Timeframe;
import dev.quarry.platform.measure.Work;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** The candles of every series. */
@ApplicationScoped
public class CandleStore {

    /**
     * Of candles with the same time the last line counts. A candle that is there in the same shape is not written
     * again. Since writers of a series take turns (see {@link SeriesStore#lock}), two plain statements do; {@code on
     * conflict} takes twice the time and locks even the rows that it leaves alone. Each side names the stretch of time,
     * so that only this stretch of a long series is looked at.
     */
    private static final String MERGE = """
            with stretch as (
                select cast(? as bigint) as batch_id, cast(? as bigint) as series_id,
                    cast(? as timestamptz) as first, cast(? as timestamptz) as beyond),
            incoming as materialized (
                select distinct on (s.open_time) s.open_time, s.open, s.high, s.low, s.close, s.volume
                from candle_staging s, stretch
                where s.batch_id = stretch.batch_id and s.open_time >= first and s.open_time < beyond
                order by s.open_time, s.line desc),
            present as materialized (
                select c.open_time
                from candle c, stretch
                where c.series_id = stretch.series_id and c.open_time >= first and c.open_time < beyond),
            replaced as (
                update candle c
                set open = i.open, high = i.high, low = i.low, close = i.close, volume = i.volume
                from incoming i, stretch
                where c.series_id = stretch.series_id and c.open_time >= first and c.open_time < beyond
                    and c.open_time = i.open_time
                    and (c.open, c.high, c.low, c.close, c.volume)
                        is distinct from (i.open, i.high, i.low, i.close, i.volume)
                returning 1),
            added as (
                insert into candle (series_id, open_time, open, high, low, close, volume)
                select stretch.series_id, i.open_time, i.open, i.high, i.low, i.close, i.volume
                from incoming i, stretch
                where not exists (select from present p where p.open_time = i.open_time)
                returning 1)
            select (select count(*) from incoming), (select count(*) from added), (select count(*) from replaced)
            """;

    /** Where nothing is, an ascending batch needs no comparing. */
    private static final String APPEND = """
            insert into candle (series_id, open_time, open, high, low, close, volume)
            select ?, open_time, open, high, low, close, volume from candle_staging
            where batch_id = ? and open_time >= ? and open_time < ?
            order by open_time
            """;

    private static final String ANY =
            "select 1 from candle where series_id = ? and open_time >= ? and open_time < ? limit 1";

    private static final String COUNT = "select count(*) from candle where series_id = ? and open_time between ? and ?";

    /** COPY takes no parameters; numbers and instants cannot carry SQL. */
    private static final String COPY_OUT = """
            copy (select open_time, open, high, low, close, volume from candle
                  where series_id = %d and open_time between '%s' and '%s' order by open_time
                  limit %d)
            to stdout (format binary)
            """;

    private static final String CLOSES_BEFORE = """
            select (select c.close from candle c
                    where c.series_id = ? and c.open_time < timestamptz 'epoch' + t * interval '1 millisecond'
                    order by c.open_time desc limit 1)
            from unnest(?) with ordinality as asked(t, n)
            order by n
            """;

    /** Nineteen years of minutes, half a gigabyte. */
    private static final int MOST_BARS = 10_000_000;

    private final Database database;
    private final WorkCounter counter;

    @Inject
    public CandleStore(Database database, WorkCounter counter) {
        this.database = database;
        this.counter = counter;
    }

    /** A store whose work nobody counts. */
    public CandleStore(Database database) {
        this(database, WorkCounter.NONE);
    }

    /**
     * Merges the candles of a batch that open in a stretch of time into a series that the caller has locked, in the
     * caller's transaction. Fast where the series has none there and the batch is ascending.
     *
     * @param from milliseconds since the epoch, inclusive
     * @param to milliseconds since the epoch, exclusive
     */
    public MergeCounts merge(CandleBatch batch, long seriesId, long from, long to) {
        boolean onlyNew = batch.isAscending()
                && database.first(ANY, row -> true, seriesId, time(from), time(to))
                        .isEmpty();
        MergeCounts counts = onlyNew
                ? new MergeCounts(database.update(APPEND, seriesId, batch.id(), time(from), time(to)), 0, 0)
                : compare(batch, seriesId, from, to);
        counter.add(Work.INGESTION_BARS, counts.added() + counts.replaced());
        return counts;
    }

    private MergeCounts compare(CandleBatch batch, long seriesId, long from, long to) {
        return database.query(
                        MERGE,
                        row -> {
                            long distinct = row.getLong(1);
                            long added = row.getLong(2);
                            long replaced = row.getLong(3);
                            return new MergeCounts(added, replaced, distinct - added - replaced);
                        },
                        batch.id(),
                        seriesId,
                        time(from),
                        time(to))
                .get(0);
    }

    /** How many candles open between two times, both inclusive, milliseconds since the epoch. */
    public long count(long seriesId, long from, long to) {
        return database.query(COUNT, row -> row.getLong(1), seriesId, time(from), time(to))
                .get(0);
    }

    /** For each time the close of the last candle that opens before it; NaN where there is none. */
    double[] closesBefore(long seriesId, long[] times) {
        List<Double> closes = times.length == 0
                ? List.of()
                : database.query(
                        CLOSES_BEFORE,
                        row -> {
                            double close = row.getDouble(1);
                            return row.wasNull() ? Double.NaN : close;
                        },
                        seriesId,
                        times);
        return closes.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * The candles that open between two times, both inclusive, milliseconds since the epoch.
     *
     * @throws InvalidInputException when they are more than can be held at once
     */
    public Bars load(long seriesId, Timeframe timeframe, long from, long to) {
        Bars bars = load(seriesId, timeframe, from, to, MOST_BARS + 1);
        if (bars.size() > MOST_BARS) {
            throw new InvalidInputException(
                    "start_ts",
                    String.format(
                            Locale.ROOT,
                            "is too far from end_ts: more than %,d bars are stored between them. Choose a later start, or a"
                                    + " longer timeframe",
                            MOST_BARS));
        }
        return bars;
    }

    /** The first of these, so many at most. */
    public Bars load(long seriesId, Timeframe timeframe, long from, long to, int most) {
        String copyOut = String.format(
                Locale.ROOT, COPY_OUT, seriesId, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), most);
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

package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AsOf;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.measure.Work;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Database;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** The candles of every series. */
@ApplicationScoped
public class CandleStore {

    /**
     * Merges staged candles. Of candles with the same time the last line counts. A stored candle with the same values
     * is not written again; the old values of one that changes are kept as a revision. Since writers of a series take
     * turns (see {@link SeriesStore#lock}), plain statements do; {@code on conflict} takes twice the time and locks
     * even the rows that it leaves alone. Each side has the condition on the stretch of time, so that only this stretch
     * of a long series is read. When bars were added is recorded for stretches that had no bars in between.
     */
    private static final String MERGE = """
            with stretch as (
                select cast(? as bigint) as batch_id, cast(? as bigint) as series_id,
                    cast(? as timestamptz) as first, cast(? as timestamptz) as beyond, cast(? as timestamptz) as at),
            incoming as materialized (
                select distinct on (s.open_time) s.open_time, s.open, s.high, s.low, s.close, s.volume
                from candle_staging s, stretch
                where s.batch_id = stretch.batch_id and s.open_time >= first and s.open_time < beyond
                order by s.open_time, s.line desc),
            present as materialized (
                select c.open_time, c.open, c.high, c.low, c.close, c.volume
                from candle c, stretch
                where c.series_id = stretch.series_id and c.open_time >= first and c.open_time < beyond),
            changed as materialized (
                select p.open_time, p.open, p.high, p.low, p.close, p.volume,
                    i.open as open_now, i.high as high_now, i.low as low_now, i.close as close_now, i.volume as volume_now
                from present p join incoming i on p.open_time = i.open_time
                where (p.open, p.high, p.low, p.close, p.volume)
                    is distinct from (i.open, i.high, i.low, i.close, i.volume)),
            kept as (
                insert into candle_revision (series_id, open_time, replaced_at, open, high, low, close, volume)
                select stretch.series_id, c.open_time, at, c.open, c.high, c.low, c.close, c.volume
                from changed c, stretch),
            replaced as (
                update candle c
                set open = open_now, high = high_now, low = low_now, close = close_now, volume = volume_now
                from changed n, stretch
                where c.series_id = stretch.series_id and c.open_time >= first and c.open_time < beyond
                    and c.open_time = n.open_time
                returning 1),
            added as (
                insert into candle (series_id, open_time, open, high, low, close, volume)
                select stretch.series_id, i.open_time, i.open, i.high, i.low, i.close, i.volume
                from incoming i, stretch
                where not exists (select from present p where p.open_time = i.open_time)
                returning open_time),
            numbered as (
                select open_time, is_new, row_number() over (order by open_time)
                    - row_number() over (partition by is_new order by open_time) as run
                from (select open_time, true as is_new from added
                      union all
                      select open_time, false from present where exists (select from added)) as all_bars),
            noted as (
                insert into candle_addition (series_id, added_at, first_open, last_open)
                select stretch.series_id, at, min(open_time), max(open_time)
                from numbered, stretch where is_new group by stretch.series_id, at, run)
            select (select count(*) from incoming), (select count(*) from added), (select count(*) from replaced)
            """;

    /** Where nothing is stored, an ascending batch need not be compared. */
    private static final String APPEND = """
            insert into candle (series_id, open_time, open, high, low, close, volume)
            select ?, open_time, open, high, low, close, volume from candle_staging
            where batch_id = ? and open_time >= ? and open_time < ?
            order by open_time
            """;

    private static final String ANY =
            "select 1 from candle where series_id = ? and open_time >= ? and open_time < ? limit 1";

    private static final String COUNT = "select count(*) from candle where series_id = ? and open_time between ? and ?";

    private static final String FIGURES = """
            select count(*), min(open_time), max(open_time), min(low), max(high), avg(close), sum(volume)
            from candle where series_id = ? and open_time between ? and ?
            """;

    /** COPY takes no parameters; numbers and times can be inserted safely. */
    private static final String COPY_OUT = """
            copy (select open_time, open, high, low, close, volume from candle
                  where series_id = %d and open_time between '%s' and '%s' order by open_time
                  limit %d)
            to stdout (format binary)
            """;

    /** The most bars that are read at once: nineteen years of minutes, half a gigabyte. */
    private static final int MAX_BARS = 10_000_000;

    /**
     * Reads bars as of a time: a bar that was replaced since has its earlier values; one that was added since is left
     * out.
     */
    private static final String COPY_OUT_AS_OF = """
            copy (with earlier as (
                      select distinct on (open_time) open_time, open, high, low, close, volume
                      from candle_revision
                      where series_id = %1$d and open_time between '%2$s' and '%3$s' and replaced_at > '%5$s'
                      order by open_time, replaced_at),
                  later as (
                      select coalesce(range_agg(tstzrange(first_open, last_open, '[]')), '{}') as opens
                      from candle_addition
                      where series_id = %1$d and added_at > '%5$s')
                  select c.open_time, coalesce(e.open, c.open), coalesce(e.high, c.high), coalesce(e.low, c.low),
                      coalesce(e.close, c.close), coalesce(e.volume, c.volume)
                  from later cross join candle c left join earlier e on e.open_time = c.open_time
                  where c.series_id = %1$d and c.open_time between '%2$s' and '%3$s' and not later.opens @> c.open_time
                  order by c.open_time limit %4$d)
            to stdout (format binary)
            """;

    private final Database database;
    private final WorkCounter counter;
    private final int mostBars;

    @Inject
    public CandleStore(Database database, WorkCounter counter) {
        this(database, counter, MAX_BARS);
    }

    /** @param mostBars the most bars that are held at once */
    CandleStore(Database database, WorkCounter counter, int mostBars) {
        this.database = database;
        this.counter = counter;
        this.mostBars = mostBars;
    }

    /** A store whose work is not counted. */
    public CandleStore(Database database) {
        this(database, WorkCounter.NONE);
    }

    /**
     * Merges the candles of a batch that open in a stretch of time into a series that the caller has locked, in the
     * caller's transaction. Replaced bars are kept as revisions. Fast where the series has no bars there and the batch
     * is ascending.
     *
     * @param from milliseconds since the epoch, inclusive
     * @param to milliseconds since the epoch, exclusive
     */
    public MergeCounts merge(CandleBatch batch, SeriesChange change, long from, long to) {
        boolean onlyNew = batch.isAscending()
                && database.first(ANY, row -> true, change.seriesId(), Timestamps.utc(from), Timestamps.utc(to))
                        .isEmpty();
        MergeCounts counts = onlyNew ? append(batch, change, from, to) : compare(batch, change, from, to);
        counter.add(Work.INGESTION_BARS, counts.added() + counts.replaced());
        return counts;
    }

    private MergeCounts append(CandleBatch batch, SeriesChange change, long from, long to) {
        int added = database.update(APPEND, change.seriesId(), batch.id(), Timestamps.utc(from), Timestamps.utc(to));
        if (added > 0) {
            change.noteAdded(database, Math.max(from, batch.firstOpen()), Math.min(to - 1, batch.lastOpen()));
        }
        return new MergeCounts(added, 0, 0);
    }

    private MergeCounts compare(CandleBatch batch, SeriesChange change, long from, long to) {
        return database.query(
                        MERGE,
                        row -> {
                            long distinct = row.getLong(1);
                            long added = row.getLong(2);
                            long replaced = row.getLong(3);
                            return new MergeCounts(added, replaced, distinct - added - replaced);
                        },
                        batch.id(),
                        change.seriesId(),
                        Timestamps.utc(from),
                        Timestamps.utc(to),
                        change.at())
                .get(0);
    }

    /** How many candles open between two times, both inclusive, milliseconds since the epoch. */
    public long count(long seriesId, long from, long to) {
        return database.query(COUNT, row -> row.getLong(1), seriesId, Timestamps.utc(from), Timestamps.utc(to))
                .get(0);
    }

    /** Figures over the candles that open between two times, both inclusive, milliseconds since the epoch. */
    public CandleFigures figures(long seriesId, long from, long to) {
        return database.query(
                        FIGURES,
                        row -> new CandleFigures(
                                row.getLong(1),
                                row.getObject(2, OffsetDateTime.class),
                                row.getObject(3, OffsetDateTime.class),
                                row.getObject(4, Double.class),
                                row.getObject(5, Double.class),
                                row.getObject(6, Double.class),
                                row.getObject(7, Double.class)),
                        seriesId,
                        Timestamps.utc(from),
                        Timestamps.utc(to))
                .get(0);
    }

    /**
     * The candles that open between two times, both inclusive, milliseconds since the epoch.
     *
     * @throws InvalidInputException when there are more than can be held at once
     */
    public Bars load(long seriesId, Timeframe timeframe, long from, long to) {
        return load(seriesId, timeframe, from, to, AsOf.NOW);
    }

    /** The candles of that range as they were at a time. */
    public Bars load(long seriesId, Timeframe timeframe, long from, long to, AsOf asOf) {
        Bars bars = load(seriesId, timeframe, from, to, mostBars + 1, asOf);
        if (bars.size() > mostBars) {
            throw new InvalidInputException(
                    "start_ts",
                    String.format(
                            Locale.ROOT,
                            "is too far from end_ts: more than %,d bars are stored between them. Choose a later start, or a"
                                    + " longer timeframe",
                            mostBars));
        }
        return bars;
    }

    /** The first candles of that range, at most {@code most}. */
    public Bars load(long seriesId, Timeframe timeframe, long from, long to, int most) {
        return load(seriesId, timeframe, from, to, most, AsOf.NOW);
    }

    /** The first candles of that range as they were at a time, at most {@code most}. */
    public Bars load(long seriesId, Timeframe timeframe, long from, long to, int most, AsOf asOf) {
        String copyOut = String.format(
                Locale.ROOT,
                asOf.isNow() ? COPY_OUT : COPY_OUT_AS_OF,
                seriesId,
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                most,
                asOf.time());
        return database.call(connection -> {
            try (InputStream rows = new PGCopyInputStream(connection.unwrap(PGConnection.class), copyOut)) {
                return CandleCopy.read(rows).toBars(timeframe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Whether a series had any bar at a time. */
    boolean hasAny(long seriesId, Timeframe timeframe, AsOf asOf) {
        return load(seriesId, timeframe, AsOf.EARLIEST.toEpochMilli(), AsOf.LATEST.toEpochMilli(), 1, asOf)
                        .size()
                > 0;
    }
}

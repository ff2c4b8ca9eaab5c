package dev.quarry.marketdata.store;

import dev.quarry.marketdata.MovingSession;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.RowReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The stored series, with what is known of each without reading its candles. */
@ApplicationScoped
public class SeriesStore {

    /**
     * The columns of a series. The last one marks daily bars that are dates from Monday to Friday, whose time of
     * opening is unknown.
     */
    private static final String KNOWN = """
            id, version, bars, first_open, last_open, changed_at, revisions, session,
            timeframe = '1d' and session is null and bars >= 20
                and first_open = date_trunc('day', first_open, 'UTC')
                and not exists (
                    select from (select open_time from candle where series_id = series.id
                                 order by open_time desc limit 100) latest
                    where extract(isodow from open_time at time zone 'UTC') > 5)
            """;

    private static final String COLUMNS = "select " + KNOWN + " from series";
    private static final String ONE = COLUMNS + " where exchange = ? and symbol = ? and timeframe = ?";

    private static final String CREATE =
            "insert into series (exchange, symbol, timeframe) values (?, ?, ?) on conflict do nothing";

    private static final String RECORD_CHANGE = """
            update series
            set version = version + 1, bars = bars + ?, first_open = least(first_open, ?),
                last_open = greatest(last_open, ?), changed_at = ?, revisions = revisions + ?
            where id = ?
            returning
            """ + KNOWN;

    /**
     * The time of a change is later than those of all earlier changes, whatever the clock does, since what is read as
     * of a time must never change again.
     */
    private static final String CHANGE_TIME = """
            select greatest(date_trunc('milliseconds', clock_timestamp()), changed_at) + interval '1 millisecond'
            from series where id = ?
            """;

    private static final String COVERAGE = """
            select exchange, symbol, timeframe, bars,
                (extract(epoch from first_open) * 1000)::bigint, (extract(epoch from last_open) * 1000)::bigint
            from series
            where bars > 0
            order by bars desc, exchange, symbol, timeframe
            limit ?
            """;

    /** Renames a series and raises its version, since what nodes hold in memory belongs to the old name. */
    private static final String RENAME = """
            update series s set exchange = ?, symbol = ?, version = version + 1
            where id = ? and not exists (
                select from series o where o.exchange = ? and o.symbol = ? and o.timeframe = s.timeframe)
            """;

    /** The limit for waiting for locks, which ends with the transaction. */
    private static final String PATIENCE = "select set_config('lock_timeout', '5s', true)";

    private static final String LOCKED = "55P03";

    private static final RowReader<StoredSeries> READER = row -> new StoredSeries(
            row.getLong(1),
            row.getLong(2),
            row.getLong(3),
            row.getObject(4, OffsetDateTime.class),
            row.getObject(5, OffsetDateTime.class),
            row.getObject(6, OffsetDateTime.class),
            row.getLong(7),
            row.getString(8) == null ? null : MovingSession.of(row.getString(8)),
            row.getBoolean(9));

    private final Database database;

    @Inject
    public SeriesStore(Database database) {
        this.database = database;
    }

    /** The series as it is now; empty when nothing was ever stored of it. */
    public Optional<StoredSeries> find(Series series) {
        return database.first(ONE, READER, key(series));
    }

    /**
     * The series, created when it is new, locked until the caller's transaction ends: writers of one series take turns,
     * so that counts and bounds are exact.
     */
    public StoredSeries lock(Series series) {
        database.update(CREATE, key(series));
        return database.first(ONE + " for update", READER, key(series)).orElseThrow();
    }

    /**
     * {@link #lock} for a request, which does not wait until a long import is over.
     *
     * @throws ProblemException 409 when another writer keeps the series locked for longer than some seconds
     */
    public StoredSeries lockSoon(Series series) {
        database.query(PATIENCE, row -> row.getString(1));
        try {
            return lock(series);
        } catch (DatabaseException e) {
            if (LOCKED.equals(e.sqlState())) {
                throw new ProblemException(
                        409, "Conflict", series + " is being written, by a job as a rule; try again when it has ended");
            }
            throw e;
        }
    }

    /** Begins to change a series. Belongs in the transaction that writes its candles, after {@link #lock}. */
    public SeriesChange beginChange(long seriesId) {
        return database.first(
                        CHANGE_TIME,
                        row -> new SeriesChange(seriesId, row.getObject(1, OffsetDateTime.class)),
                        seriesId)
                .orElseThrow();
    }

    /**
     * Records that candles were added or replaced, in the transaction that wrote them.
     *
     * @param counts what was done to them
     * @param firstOpen open of the earliest bar written, milliseconds since the epoch
     * @param lastOpen open of the latest bar written, milliseconds since the epoch
     */
    public StoredSeries recordChange(SeriesChange change, MergeCounts counts, long firstOpen, long lastOpen) {
        return database.first(
                        RECORD_CHANGE,
                        READER,
                        counts.added(),
                        Timestamps.utc(firstOpen),
                        Timestamps.utc(lastOpen),
                        change.at(),
                        counts.replaced(),
                        change.seriesId())
                .orElseThrow();
    }

    /** Stores the local time at which bars open that summer time moves, in the transaction that wrote them. */
    public void keepSession(StoredSeries stored, MovingSession session) {
        if (session != null && !session.equals(stored.session())) {
            database.update("update series set session = ? where id = ?", session.text(), stored.id());
        }
    }

    /**
     * Deletes a series with everything that is stored of it. In the caller's transaction, after {@link #lock}.
     *
     * @return how many bars it had
     */
    public long delete(long seriesId) {
        long bars = database.update("delete from candle where series_id = ?", seriesId);
        for (String table : List.of("candle_unfinished", "candle_revision", "candle_addition")) {
            database.update("delete from " + table + " where series_id = ?", seriesId);
        }
        database.update("delete from series where id = ?", seriesId);
        return bars;
    }

    /**
     * Gives a series another name. In the caller's transaction, after {@link #lock}.
     *
     * @return false when there is a series of that name
     */
    public boolean rename(long seriesId, Series name) {
        return database.update(RENAME, name.exchange(), name.symbol(), seriesId, name.exchange(), name.symbol()) == 1;
    }

    /** The series that have bars, those with the most first. */
    public List<SeriesCoverage> coverage(int limit) {
        return database.query(
                COVERAGE,
                row -> new SeriesCoverage(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(4),
                        null),
                limit);
    }

    private static Object[] key(Series series) {
        return new Object[] {
            series.exchange(), series.symbol(), series.timeframe().code()
        };
    }
}

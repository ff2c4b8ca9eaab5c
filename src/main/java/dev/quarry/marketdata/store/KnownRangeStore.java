package dev.quarry.marketdata.store;

import dev.quarry.marketdata.BarRange;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.RowReader;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What is known of each series: the ranges that need not be requested from a source any more; and the doubtful ones,
 * which were answered once and are to be requested again.
 */
@ApplicationScoped
public class KnownRangeStore {

    private static final String MISSING = """
            select lower(r), upper(r)
            from unnest(tstzmultirange(tstzrange(?, ?))
                - coalesce((select known from series where id = ?), '{}')) as r
            order by 1
            limit ?
            """;

    /**
     * The most gaps that are returned; the last one includes all further ones, so existing bars in between are
     * requested again.
     */
    static final int MAX_GAPS = 10_000;

    /** Stored bars are known, whatever their source, unless they had just closed when they were stored. */
    private static final String LEARN = """
            with asked as (
                select s.id, r, make_interval(secs => ?) as step
                from series s, unnest(tstzmultirange(tstzrange(?, ?)) - s.known - s.doubted) as r
                where s.id = ?),
            bars as (
                select c.open_time, a.step, c.open_time - row_number() over (order by c.open_time) * a.step as island
                from asked a
                join candle c on c.series_id = a.id and c.open_time >= lower(a.r) and c.open_time < upper(a.r)),
            islands as (
                select tstzrange(min(open_time), max(open_time) + max(step)) as r from bars group by island)
            update series set known = known + (select range_agg(r) from islands)
            where id = ? and exists (select from islands)
            """;

    private static final String ADD = """
            update series set known = known + r, doubted = doubted - r
            from (select tstzmultirange(tstzrange(?, ?)) as r) as range where id = ?
            """;

    /** Makes the part known that was doubtful before, since it has now been answered twice. */
    private static final String DOUBT = """
            update series set known = known + r * doubted, doubted = (doubted + r) - r * doubted - known
            from (select tstzmultirange(tstzrange(?, ?)) as r) as range where id = ?
            """;

    private static final String SUSPEND = """
            update series set doubted = doubted + tstzmultirange(tstzrange(?, ?)) where id = ?
            """;

    private static final RowReader<BarRange> RANGE = row -> new BarRange(
            row.getObject(1, OffsetDateTime.class).toInstant().toEpochMilli(),
            row.getObject(2, OffsetDateTime.class).toInstant().toEpochMilli());

    private final Database database;

    @Inject
    public KnownRangeStore(Database database) {
        this.database = database;
    }

    /**
     * The parts of a range that are not known, earliest first; all of it for a series that does not exist. When there
     * are more than ten thousand, the last one is the rest of the range, whatever is known of it.
     */
    public List<BarRange> missing(long seriesId, BarRange range) {
        List<BarRange> missing = missing(seriesId, range, MAX_GAPS + 1);
        if (missing.size() > MAX_GAPS) {
            missing.subList(MAX_GAPS, missing.size()).clear();
            missing.set(MAX_GAPS - 1, new BarRange(missing.get(MAX_GAPS - 1).from(), range.to()));
        }
        return missing;
    }

    /** Whether any part of a range is not known. */
    public boolean lacks(long seriesId, BarRange range) {
        return !missing(seriesId, range, 1).isEmpty();
    }

    private List<BarRange> missing(long seriesId, BarRange range, int most) {
        return range.isEmpty()
                ? List.of()
                : database.query(
                        MISSING, RANGE, Timestamps.utc(range.from()), Timestamps.utc(range.to()), seriesId, most);
    }

    /** Makes the stored bars of a range known. In the caller's transaction, after {@link SeriesStore#lock}. */
    public void learn(long seriesId, Timeframe timeframe, BarRange range) {
        if (!range.isEmpty()) {
            database.update(
                    LEARN,
                    timeframe.millis() / 1000.0,
                    Timestamps.utc(range.from()),
                    Timestamps.utc(range.to()),
                    seriesId,
                    seriesId);
        }
    }

    /** Makes a range known. In the caller's transaction, after {@link SeriesStore#lock}. */
    public void add(long seriesId, BarRange range) {
        if (!range.isEmpty()) {
            database.update(ADD, Timestamps.utc(range.from()), Timestamps.utc(range.to()), seriesId);
        }
    }

    /**
     * Makes a range known when it was doubtful before, and doubtful otherwise. In the caller's transaction, after
     * {@link SeriesStore#lock}.
     */
    public void doubt(long seriesId, BarRange range) {
        if (!range.isEmpty()) {
            database.update(DOUBT, Timestamps.utc(range.from()), Timestamps.utc(range.to()), seriesId);
        }
    }

    /**
     * Makes a range be requested again, with or without bars. In the caller's transaction, after
     * {@link SeriesStore#lock}.
     */
    public void suspend(long seriesId, BarRange range) {
        if (!range.isEmpty()) {
            database.update(SUSPEND, Timestamps.utc(range.from()), Timestamps.utc(range.to()), seriesId);
        }
    }
}

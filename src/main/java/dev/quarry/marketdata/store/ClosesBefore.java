package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AsOf;
import dev.quarry.platform.sql.Database;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;

/** The closes of a series before certain times, against which dividends are measured; as they are, or as they were. */
final class ClosesBefore {

    /**
     * As in {@link CandleStore}: bars that were added later are left out, those replaced later have their earlier
     * values.
     */
    private static final String BEFORE = """
            with asked as (select cast(? as bigint) as series_id, cast(? as timestamptz) as at),
            later as (
                select coalesce(range_agg(tstzrange(first_open, last_open, '[]')), '{}') as opens
                from candle_addition a, asked
                where a.series_id = asked.series_id and added_at > at)
            select (extract(epoch from c.open_time) * 1000)::bigint, coalesce(e.close, c.close)
            from asked cross join later cross join unnest(?) with ordinality as given(t, n)
            left join lateral (
                select c.series_id, c.open_time, c.close from candle c
                where c.series_id = asked.series_id and c.open_time < timestamptz 'epoch' + t * interval '1 millisecond'
                    and not later.opens @> c.open_time
                order by c.open_time desc limit 1) c on true
            left join lateral (
                select r.close from candle_revision r
                where r.series_id = c.series_id and r.open_time = c.open_time and r.replaced_at > at
                order by r.replaced_at limit 1) e on true
            order by n
            """;

    private final Database database;

    ClosesBefore(Database database) {
        this.database = database;
    }

    private record Bar(long open, double close) {}

    private List<Bar> bars(long seriesId, OffsetDateTime at, long... times) {
        return times.length == 0
                ? List.of()
                : database.query(
                        BEFORE,
                        row -> {
                            long open = row.getLong(1);
                            return row.wasNull()
                                    ? new Bar(Long.MIN_VALUE, Double.NaN)
                                    : new Bar(open, row.getDouble(2));
                        },
                        seriesId,
                        at,
                        times);
    }

    /**
     * For each time, milliseconds since the epoch, the close of the last bar that opens before it; NaN where there is
     * none.
     */
    double[] closes(long seriesId, long[] times, AsOf asOf) {
        return bars(seriesId, asOf.offsetTime(), times).stream()
                .mapToDouble(Bar::close)
                .toArray();
    }

    /** When the last bar opens; empty when there is none. */
    OptionalLong lastOpen(long seriesId, AsOf asOf) {
        return bars(seriesId, asOf.offsetTime(), AsOf.LATEST.toEpochMilli()).stream()
                .mapToLong(Bar::open)
                .filter(open -> open != Long.MIN_VALUE)
                .findFirst();
    }
}

package dev.quarry.marketdata.store;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.RowReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

/** The earlier values of bars that were replaced. */
@ApplicationScoped
public class RevisionStore {

    /** Reads a page of revisions; the new values of each are the old ones of the next revision, or the bar as it is. */
    private static final String PAGE = """
            select r.open_time, r.replaced_at, r.open, r.high, r.low, r.close, r.volume,
                coalesce(n.open, c.open), coalesce(n.high, c.high), coalesce(n.low, c.low), coalesce(n.close, c.close),
                coalesce(n.volume, c.volume)
            from candle_revision r
            left join lateral (
                select open, high, low, close, volume from candle_revision n
                where n.series_id = r.series_id and n.open_time = r.open_time and n.replaced_at > r.replaced_at
                order by n.replaced_at limit 1) n on true
            left join candle c on c.series_id = r.series_id and c.open_time = r.open_time
            where r.series_id = ? and (r.open_time, r.replaced_at) >= (?, ?) and r.open_time <= ?
            order by r.open_time, r.replaced_at
            limit ?
            """;

    private static final RowReader<Revision> READER = row -> new Revision(
            row.getObject(1, OffsetDateTime.class),
            row.getObject(2, OffsetDateTime.class),
            values(row, 3),
            values(row, 8));

    private final Database database;

    @Inject
    public RevisionStore(Database database) {
        this.database = database;
    }

    /** The prices and the volume of a bar. */
    public record Values(
            @Described("First price") double open,
            @Described("Highest price") double high,
            @Described("Lowest price") double low,
            @Described("Last price") double close,

            @Described("Traded volume, in units of the base asset")
            double volume) {}

    /** A bar that was replaced. */
    public record Revision(
            @Described("Open of the bar") OffsetDateTime ts,
            @Described("When the new values were stored") OffsetDateTime replacedAt,
            @Described("The replaced values") Values before,
            @Described("The new values") Values after) {}

    /**
     * Revisions of a series by the time of their bars; those of the same bar the earlier first.
     *
     * @param from the first bar, milliseconds since the epoch
     * @param replacedFrom for the first bar, only revisions at or after this time
     * @param to the last bar, inclusive
     */
    public List<Revision> page(long seriesId, long from, OffsetDateTime replacedFrom, long to, int most) {
        return database.query(PAGE, READER, seriesId, Timestamps.utc(from), replacedFrom, Timestamps.utc(to), most);
    }

    private static Values values(ResultSet row, int first) throws SQLException {
        return new Values(
                row.getDouble(first),
                row.getDouble(first + 1),
                row.getDouble(first + 2),
                row.getDouble(first + 3),
                row.getDouble(first + 4));
    }
}

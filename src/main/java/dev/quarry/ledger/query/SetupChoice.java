package dev.quarry.ledger.query;

import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The discoveries that a {@link MarketFilter} selects. There are few of them, and a list of ids is a condition that the
 * database has an index for.
 */
public final class SetupChoice {

    public static final int MAX = 100_000;

    private static final String OF_MARKET =
            "select id, start_ts, end_ts from backtest_setup s where " + MarketFilter.SQL + " limit " + (MAX + 1);

    private static final SetupChoice ALL = new SetupChoice(null);

    private final long[] ids;

    private SetupChoice(long[] ids) {
        this.ids = ids;
    }

    public static SetupChoice of(Database database, MarketFilter market) {
        return of(database, market, () -> {});
    }

    /** The discoveries of a filter; {@code checkpoint} is called for each of them, and what it throws is passed on. */
    public static SetupChoice of(Database database, MarketFilter given, Runnable checkpoint) {
        MarketFilter market = given.simplified(database);
        if (market.equals(MarketFilter.ANY)) {
            return ALL;
        }
        List<Long> ids = database.query(
                OF_MARKET,
                row -> {
                    checkpoint.run();
                    return market.means(row.getString(2), row.getString(3)) ? row.getLong(1) : null;
                },
                market.arguments());
        refuseTooMany(ids.size());
        return new SetupChoice(ids.stream()
                .filter(id -> id != null)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray());
    }

    /** Refuses more discoveries than can be named one by one. */
    public static void refuseTooMany(int found) {
        if (found > MAX) {
            throw new InvalidInputException(
                    "symbol",
                    String.format(
                            Locale.ROOT,
                            "must be named, or a timeframe or range of it: more than %,d discoveries are meant",
                            MAX));
        }
    }

    /**
     * The next ids after the given one, for a statement that goes through them page by page; null where all are
     * selected.
     */
    public Array after(Connection connection, long id, int most) throws SQLException {
        return ids == null
                ? null
                : Database.bigints(
                        connection,
                        Arrays.stream(ids).filter(one -> one > id).limit(most).toArray());
    }

    /** The condition on a column with a setup's id; it consists of numbers that came from the database. */
    public String sql(String column) {
        if (ids == null) {
            return "true";
        }
        return ids.length == 0
                ? "false"
                : column + " in (" + Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(", "))
                        + ")";
    }
}

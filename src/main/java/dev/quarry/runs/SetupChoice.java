package dev.quarry.runs;

import dev.quarry.platform.sql.Database;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The discoveries that a {@link MarketFilter} means. There are few of them, and a list of ids is a condition that the
 * database has an index for.
 */
final class SetupChoice {

    private static final String OF_MARKET =
            "select id, start_ts, end_ts from backtest_setup s where " + MarketFilter.SQL;

    private static final SetupChoice ALL = new SetupChoice(null);

    private final long[] ids;

    private SetupChoice(long[] ids) {
        this.ids = ids;
    }

    static SetupChoice of(Database database, MarketFilter market) {
        if (market.equals(MarketFilter.ANY)) {
            return ALL;
        }
        long[] ids = database
                .query(
                        OF_MARKET,
                        row -> market.means(row.getString(2), row.getString(3)) ? row.getLong(1) : null,
                        market.exchange(),
                        market.exchange(),
                        market.symbol(),
                        market.symbol(),
                        market.timeframe(),
                        market.timeframe())
                .stream()
                .filter(id -> id != null)
                .mapToLong(Long::longValue)
                .toArray();
        return new SetupChoice(ids);
    }

    /** The condition on a column with a setup's id; all of it is numbers that the database gave. */
    String sql(String column) {
        if (ids == null) {
            return "true";
        }
        return ids.length == 0
                ? "false"
                : column + " in (" + Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(", "))
                        + ")";
    }
}

package dev.quarry.ledger;

import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import java.util.Locale;

/**
 * Who may write or judge runs of the same market and range at the same time. Runs of different ones cannot have a parameter set in
 * common, since hashes cover market and range. Writers whose runs nobody else can have share; whoever changes runs of others takes the
 * turn alone. A setup is registered in a turn, so none appears while somebody shares. All of it ends with the caller's transaction.
 *
 * <p>What a transaction takes, it takes in the order of the methods here, and before it writes: so no two wait for each other.
 */
public final class MarketTurns {

    private static final String OF_WINDOW = """
            select %s(hashtextextended(concat_ws(' ', exchange, symbol, timeframe, start_ts, end_ts), %d))
            from (values (?::text, ?::text, ?::text, ?::text, ?::text)) as w (exchange, symbol, timeframe, start_ts, end_ts)
            """;

    private static final String OF_SETUP = """
            select pg_advisory_xact_lock(
                hashtextextended(concat_ws(' ', exchange, symbol, timeframe, start_ts, end_ts), 0))
            from backtest_setup where id = ?
            """;

    private static final String TAKE = String.format(Locale.ROOT, OF_WINDOW, "pg_advisory_xact_lock", 0);
    private static final String SHARE = String.format(Locale.ROOT, OF_WINDOW, "pg_advisory_xact_lock_shared", 0);
    private static final String AMONG_SHARING = String.format(Locale.ROOT, OF_WINDOW, "pg_advisory_xact_lock", 1);

    private final Database database;

    public MarketTurns(Database database) {
        this.database = database;
    }

    /** Waits for the turn on the market and range of a setup. */
    public void take(long setupId) {
        database.query(OF_SETUP, row -> true, setupId);
    }

    /** Waits for the turn on a market and range. */
    public void take(MarketWindow window) {
        take(TAKE, window);
    }

    /** Waits until nobody has the turn, and keeps it from being taken; others may share meanwhile. */
    void share(MarketWindow window) {
        take(SHARE, window);
    }

    /** Waits, while sharing, for the turn among those who share and meet others. */
    void takeAmongSharing(MarketWindow window) {
        take(AMONG_SHARING, window);
    }

    private void take(String sql, MarketWindow window) {
        database.query(
                sql,
                row -> true,
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                window.startTs(),
                window.endTs());
    }
}

package dev.quarry.ledger;

import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import java.util.Locale;

/**
 * Transactions that write or judge runs of the same market and range take turns. Those of different ones cannot have a
 * parameter set in common, since hashes cover market and range. A turn ends with the caller's transaction.
 */
public final class MarketTurns {

    private static final String TAKE = """
            select pg_advisory_xact_lock(
                hashtextextended(concat_ws(' ', exchange, symbol, timeframe, start_ts, end_ts), 0))
            from %s
            """;

    private static final String OF_SETUP = String.format(Locale.ROOT, TAKE, "backtest_setup where id = ?");

    private static final String OF_WINDOW = String.format(
            Locale.ROOT,
            TAKE,
            "(values (?::text, ?::text, ?::text, ?::text, ?::text)) as w (exchange, symbol, timeframe, start_ts, end_ts)");

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
        database.query(
                OF_WINDOW,
                row -> true,
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                window.startTs(),
                window.endTs());
    }
}

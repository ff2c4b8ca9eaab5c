package dev.quarry.launcher.reference;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The tables of the reference (SPEC B) in a database of a test, as its own scripts make them there. */
public final class ReferenceTables {

    /** The open of the first candle: 2024-01-01T00:00:00Z. */
    public static final long START = 1_704_067_200_000L;

    private static final String DDL = """
            create table jobs (id %1$s, job_type text, status text, payload_json text);
            create table leaderboard_snapshots (
                id %1$s, created_at text not null, sort_by text, min_trades integer, top_n integer, payload_json text);
            create table backtest_runs (
                id %1$s, params_hash text unique not null, params_json text not null, symbol text, timeframe text,
                start_date text, end_date text, total_return %2$s, max_drawdown %2$s, profit_factor %2$s, win_rate %2$s,
                sharpe_ratio %2$s, sortino_ratio %2$s, calmar_ratio %2$s, num_trades integer, avg_return %2$s,
                run_timestamp text, is_winner integer);
            create table discovered_rules (
                rule_id %1$s, parameter text, condition text, occurrence_pct %2$s, avg_return_with %2$s,
                avg_return_without %2$s, confidence %2$s, description text, discovered_at text,
                unique (parameter, condition));
            create table ohlcv_cache (
                exchange text not null, symbol text not null, timeframe text not null, ts bigint not null, open %2$s,
                high %2$s, low %2$s, close %2$s, volume %2$s, primary key (exchange, symbol, timeframe, ts))
            """;

    private final Connection connection;

    private ReferenceTables(Connection connection) {
        this.connection = connection;
    }

    /** Makes the tables, empty, where the connection makes tables. */
    public static ReferenceTables create(Connection connection) throws SQLException {
        boolean postgres = "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        String ddl = String.format(
                Locale.ROOT,
                DDL,
                postgres ? "serial primary key" : "integer primary key autoincrement",
                postgres ? "double precision" : "real");
        try (Statement statement = connection.createStatement()) {
            for (String table : ddl.split(";")) {
                statement.executeUpdate(table);
            }
        }
        return new ReferenceTables(connection);
    }

    public ReferenceTables candle(String exchange, String symbol, String timeframe, long ts, Double... prices)
            throws SQLException {
        return insert(
                "ohlcv_cache (exchange, symbol, timeframe, ts, open, high, low, close, volume)",
                exchange,
                symbol,
                timeframe,
                ts,
                prices[0],
                prices[1],
                prices[2],
                prices[3],
                prices[4]);
    }

    /** Good candles, each with other prices, from {@link #START} on. */
    public ReferenceTables candles(String exchange, String symbol, String timeframe, long step, int count)
            throws SQLException {
        for (int i = 0; i < count; i++) {
            double price = 100 + i / 3.0;
            candle(exchange, symbol, timeframe, START + i * step, price, price + 1, price - 1, price + 0.5, 10.0 + i);
        }
        return this;
    }

    /** A run on BTC/USD 30m in January 2024. */
    public ReferenceTables run(
            String hash, String params, double totalReturn, Double profitFactor, int trades, int winner)
            throws SQLException {
        return run(
                hash, params, "BTC/USD", "30m", "2024-01-01T00:00:00+00:00", totalReturn, profitFactor, trades, winner);
    }

    public ReferenceTables run(
            String hash,
            String params,
            String symbol,
            String timeframe,
            String start,
            double totalReturn,
            Double profitFactor,
            int trades,
            int winner)
            throws SQLException {
        return insert(
                "backtest_runs (params_hash, params_json, symbol, timeframe, start_date, end_date, total_return, max_drawdown,"
                        + " profit_factor, win_rate, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return,"
                        + " run_timestamp, is_winner)",
                hash,
                params,
                symbol,
                timeframe,
                start,
                "2024-01-31T23:30:00+00:00",
                totalReturn,
                5.5,
                profitFactor,
                55.0,
                1.25,
                -2.9e15,
                0.1 + 0.2,
                trades,
                0.25,
                "2024-02-01T12:00:00.123456",
                winner);
    }

    public ReferenceTables snapshot(String createdAt, String payload) throws SQLException {
        return insert(
                "leaderboard_snapshots (created_at, sort_by, min_trades, top_n, payload_json)",
                createdAt,
                "sharpe_ratio",
                10,
                25,
                payload);
    }

    public ReferenceTables rule(String parameter, String condition, Double confidence) throws SQLException {
        return insert(
                "discovered_rules (parameter, condition, occurrence_pct, avg_return_with, avg_return_without, confidence,"
                        + " description, discovered_at)",
                parameter,
                condition,
                60.0,
                4.0,
                2.0,
                confidence,
                parameter + " in range",
                "2024-02-01T12:00:00");
    }

    private ReferenceTables insert(String table, Object... values) throws SQLException {
        String sql = "insert into " + table + " values (" + "?, ".repeat(values.length - 1) + "?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
        return this;
    }
}

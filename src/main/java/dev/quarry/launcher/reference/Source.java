package dev.quarry.launcher.reference;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A database of the reference, PostgreSQL or SQLite. It is read in one read-only transaction, block by block. */
public final class Source {

    /** The tables that are imported; a database may have any of them. */
    static final List<String> TABLES =
            List.of("ohlcv_cache", "backtest_runs", "leaderboard_snapshots", "discovered_rules");

    private static final int ROWS_AT_A_TIME = 5_000;

    /** Tables that a connection finds by their name alone come first. */
    private static final String POSTGRES_TABLES = """
            select c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname), pg_table_is_visible(c.oid)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relname = any (?) and c.relkind in ('r', 'p', 'v', 'm') and n.nspname not like 'pg\\_%'
            order by 1, 3 desc, n.nspname = 'public' desc, 2
            """;

    private final String name;
    private final Connection connection;
    private final Map<String, String> tables = new LinkedHashMap<>();

    /**
     * @param name its address for messages, without secrets
     * @param connection to be used by this alone
     */
    public Source(String name, Connection connection) throws SQLException {
        this.name = name;
        this.connection = connection;
        boolean postgres = "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        if (postgres) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        connection.setAutoCommit(false);
        if (postgres) {
            findInPostgres();
        } else {
            findInSqlite();
        }
    }

    /** The names of the reference's tables that exist. */
    public List<String> tables() {
        return List.copyOf(tables.keySet());
    }

    @Override
    public String toString() {
        return name;
    }

    /** Reads rows, one at a time. */
    interface Reader {
        void row(ResultSet row) throws SQLException;
    }

    /**
     * Reads columns of a table.
     *
     * @param order what to order by
     * @return whether the table exists
     */
    boolean read(String table, List<String> columns, String order, Reader reader) throws SQLException {
        Optional<String> place = Optional.ofNullable(tables.get(table));
        if (place.isEmpty()) {
            return false;
        }
        String sql = "select " + String.join(", ", columns) + " from " + place.get() + " order by " + order;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.row(rows);
                }
            }
        }
        return true;
    }

    /** The value as a number, whatever the column's declared type; null for none. */
    static Double number(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1.0 : 0.0;
        }
        try {
            return Double.valueOf(value.toString().strip());
        } catch (NumberFormatException e) {
            return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
                case "inf", "infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                default -> Double.NaN;
            };
        }
    }

    /** A text that PostgreSQL can hold; null for none. */
    static String text(ResultSet row, int column) throws SQLException {
        String value = row.getString(column);
        return value == null ? null : value.replace("\0", "");
    }

    private void findInPostgres() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSTGRES_TABLES)) {
            statement.setArray(1, connection.createArrayOf("text", TABLES.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, List<String>> hidden = new LinkedHashMap<>();
                while (rows.next()) {
                    if (rows.getBoolean(3)) {
                        tables.put(rows.getString(1), rows.getString(2));
                    } else {
                        hidden.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                                .add(rows.getString(2));
                    }
                }
                hidden.forEach((table, places) -> tables.computeIfAbsent(table, t -> only(t, places)));
            }
        }
    }

    private String only(String table, List<String> places) {
        if (places.size() > 1 && !places.get(0).startsWith("public.")) {
            throw new ReferenceException("The database " + name + " has several tables " + table + " ("
                    + String.join(", ", places) + "): name the schema by currentSchema=… in its URL.");
        }
        return places.get(0);
    }

    private void findInSqlite() throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select name from sqlite_master where type in ('table', 'view')");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (TABLES.contains(rows.getString(1))) {
                    tables.put(rows.getString(1), rows.getString(1));
                }
            }
        }
    }
}

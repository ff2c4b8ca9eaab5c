package dev.quarry.platform.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgResultSet;

/**
 * SQL on the server's data source. Inside a JTA transaction every call takes part in it; outside, each statement is a
 * transaction of its own. Failures are thrown as {@link DatabaseException}. No statement waits longer than its
 * {@link TimeLimit} for a database that has gone silent, and statements of a job are aborted when it is canceled
 * ({@link RunningCalls}).
 */
@ApplicationScoped
public class Database {

    /** The SQLSTATE of a statement that was stopped. */
    private static final String CANCELED = "57014";

    /** How long an aborted statement may take to stop. */
    private static final int ANSWER_SECONDS = 5;

    private final DataSource dataSource;
    private final ConnectionUse use = new ConnectionUse();

    @Inject
    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs a statement that changes rows, and returns how many it changed. */
    public int update(String sql, Object... arguments) {
        return call(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, arguments)) {
                return statement.executeUpdate();
            }
        });
    }

    /** Runs a statement that returns rows, which may be one that changes them and has a {@code returning} clause. */
    public <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
        return call(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, arguments)) {
                return read(statement, reader);
            }
        });
    }

    private static <T> List<T> read(PreparedStatement statement, RowReader<T> reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<T> values = new ArrayList<>();
            ResultSet row = ofDriver(rows);
            while (row.next()) {
                values.add(reader.read(row));
            }
            return values;
        }
    }

    /** The driver's own rows: through Payara's, each time that is read is searched for by reflection. */
    private static ResultSet ofDriver(ResultSet rows) throws SQLException {
        return rows.isWrapperFor(PgResultSet.class) ? rows.unwrap(PgResultSet.class) : rows;
    }

    /**
     * {@link #query} that is aborted when it takes longer, and is empty then. Its connection stays usable: the database
     * is asked to cancel the statement, and the connection is given up only when it does not answer that either.
     *
     * @param limit whole seconds
     */
    public <T> Optional<List<T>> queryWithin(Duration limit, String sql, RowReader<T> reader, Object... arguments) {
        try {
            return Optional.of(TimeLimit.within(
                    limit.plusSeconds(ANSWER_SECONDS),
                    () -> call(connection -> {
                        try (PreparedStatement statement = prepare(connection, sql, arguments)) {
                            statement.setQueryTimeout((int) limit.toSeconds());
                            return read(statement, reader);
                        }
                    })));
        } catch (DatabaseException e) {
            if (CANCELED.equals(e.sqlState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The first row of a query, if any. */
    public <T> Optional<T> first(String sql, RowReader<T> reader, Object... arguments) {
        List<T> rows = query(sql, reader, arguments);
        return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
    }

    /** Whether the database answers now. */
    public boolean isReachable() {
        try {
            return first("select 1", row -> row.getInt(1)).isPresent();
        } catch (DatabaseException e) {
            return false;
        }
    }

    /** Runs work that needs the connection itself, such as COPY. */
    public <T> T call(SqlWork<T> work) {
        try (Connection connection = use.timed(dataSource)) {
            int before = TimeLimit.begin(connection);
            use.taken();
            try {
                return RunningCalls.noted(connection, work);
            } finally {
                TimeLimit.end(connection, before);
                use.given();
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** How this object uses the pool's connections. */
    public ConnectionUse connectionUse() {
        return use;
    }

    /** A bigint[] as an argument of a statement, without an object for each number. */
    public static Array bigints(Connection connection, long[] values) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("int8", values);
    }

    static PreparedStatement prepare(Connection connection, String sql, Object[] arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof long[] ids) {
                    statement.setArray(i + 1, bigints(connection, ids));
                } else if (arguments[i] instanceof String[] texts) {
                    statement.setArray(i + 1, connection.createArrayOf("text", texts));
                } else {
                    statement.setObject(i + 1, arguments[i]);
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}

package dev.quarry.platform.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyOut;

/**
 * Statements that see the database as it was at one moment, and whose rows are taken one after the other, so that memory does not
 * grow with their number. It only reads. A taker that waits for longer than {@value #IDLE} between two fetches, such as one that
 * writes to a client that does not read, loses its connection: a moment that is held keeps the database from clearing up.
 */
public final class Snapshot {

    private static final String IDLE = "60s";

    /** Some are prepared while the others are taken. */
    private static final int FETCHED = 8192;

    /** Makes the driver ask for numbers in binary from the first execution on. */
    private static final int BINARY_AT_ONCE = -1;

    private final Connection connection;

    private Snapshot(Connection connection) {
        this.connection = connection;
    }

    /** What is done with a moment. */
    @FunctionalInterface
    public interface Reading {
        void read(Snapshot snapshot) throws IOException;
    }

    /** Takes rows. */
    @FunctionalInterface
    public interface RowTaker {

        /** Takes a row, and says whether it wants another. */
        boolean take(ResultSet row) throws SQLException, IOException;
    }

    /**
     * Reads.
     *
     * @param silent how long the database may be silent
     * @throws IOException what a taker threw
     * @throws DatabaseException when the database fails
     */
    public static void read(Database database, Duration silent, Reading reading) throws IOException {
        try {
            TimeLimit.run(silent, () -> database.call(connection -> within(connection, reading)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Void within(Connection connection, Reading reading) throws SQLException {
        connection.setAutoCommit(false);
        try {
            try (Statement begin = connection.createStatement()) {
                begin.execute("set transaction isolation level repeatable read, read only");
                begin.execute("set local idle_in_transaction_session_timeout = '" + IDLE + "'");
            }
            reading.read(new Snapshot(connection));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end(connection);
        }
    }

    /** A connection that broke meanwhile is nobody's; whoever gets it next is told. */
    private static void end(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Takes rows of whole numbers, none of which is missing. */
    @FunctionalInterface
    public interface NumbersTaker {

        /** Takes a row, whose array is used for the next one too, and says whether it wants another. */
        boolean take(long[] row) throws IOException;
    }

    /**
     * Takes the rows of a statement whose columns are all bigint and never null, until there are no more or no more are wanted. It
     * comes by COPY, which costs less than the driver's rows, and for which the database works ahead. What is not wanted is read all
     * the same, so the statement must not be about much.
     *
     * @param sql without arguments, which COPY does not take
     */
    public void eachOfNumbers(String sql, int columns, NumbersTaker taker) throws IOException {
        try {
            CopyOut copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + sql + ") to stdout (format binary)");
            BinaryNumbers numbers = new BinaryNumbers(columns);
            boolean wanted = true;
            try {
                for (byte[] message; (message = copy.readFromCopy()) != null; ) {
                    wanted = wanted && numbers.take(message, taker);
                }
            } finally {
                // To cancel would end the transaction, and may hit the connection's next statement.
                while (copy.isActive() && copy.readFromCopy() != null) {
                    // What is left is of no use.
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Takes the rows of a statement, until there are no more or no more are wanted. */
    public void each(String sql, RowTaker taker, Object... arguments) throws IOException {
        try (PreparedStatement statement = Database.prepare(connection, sql, arguments)) {
            statement.setFetchSize(FETCHED);
            statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && taker.take(rows)) {
                    // The taker has it.
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}

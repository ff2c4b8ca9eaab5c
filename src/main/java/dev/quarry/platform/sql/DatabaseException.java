package dev.quarry.platform.sql;

import java.sql.SQLException;

/** The database refused a statement or could not be reached; the cause says which. */
public final class DatabaseException extends RuntimeException {
    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** The SQLSTATE, such as {@code 23505} for a broken unique constraint; may be null. */
    public String sqlState() {
        return ((SQLException) getCause()).getSQLState();
    }

    /**
     * Whether a statement was refused for its data (wrong data, a broken constraint), or for a conflict with other
     * transactions: then certainly nothing of its transaction was stored.
     *
     * @param thrown an exception from a transaction, possibly through JPA
     */
    public static boolean isRefusal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                return state.startsWith("22") || state.startsWith("23") || state.startsWith("40");
            }
        }
        return false;
    }

    /** Whether there was no connection or it broke, so that the same call may succeed later. */
    public boolean isConnectionFailure() {
        String state = sqlState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    /**
     * Whether the same call may succeed later: no connection, a conflict with other transactions, a lock that could not
     * be obtained, too few resources, or an intervention by the operator.
     */
    public boolean isTransient() {
        String state = sqlState();
        return isConnectionFailure()
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals("55P03");
    }
}

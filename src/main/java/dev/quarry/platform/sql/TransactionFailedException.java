package dev.quarry.platform.sql;

import java.sql.SQLException;

/**
 * A transaction could not begin or commit: the server is stopping, or the database went away. The work itself did not
 * fail, and nothing of it is stored.
 */
public final class TransactionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TransactionFailedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    /**
     * Whether the same transaction may succeed later: it could not begin or commit, or the database refused
     * temporarily.
     *
     * @param thrown an exception from a transaction, possibly through JPA
     */
    public static boolean mayPass(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof TransactionFailedException
                    || e instanceof SQLException sql && new DatabaseException(sql).isTransient()) {
                return true;
            }
        }
        return false;
    }
}

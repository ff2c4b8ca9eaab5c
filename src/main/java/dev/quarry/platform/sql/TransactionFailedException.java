package dev.quarry.platform.sql;

/**
 * A transaction could not begin or commit: the server is stopping, or the database went away. The work itself did not
 * fail, and nothing of it is stored.
 */
public final class TransactionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TransactionFailedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}

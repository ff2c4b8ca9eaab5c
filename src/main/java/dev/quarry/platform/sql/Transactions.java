package dev.quarry.platform.sql;

import java.util.function.Supplier;

/** Transactions around a piece of code rather than a method. */
public interface Transactions {

    /**
     * Runs the work in a transaction of its own: commits when it returns, rolls back when it throws.
     *
     * @throws TransactionFailedException when there can be no transaction, or it cannot commit
     */
    <T> T inNew(Supplier<T> work);

    /**
     * Runs the work in the current transaction, or in one of its own when there is none. When it throws, the
     * transaction is rolled back, whoever began it.
     */
    <T> T inCurrent(Supplier<T> work);

    /** Whether the caller is in a transaction, so that others see its changes only later, or never. */
    boolean isActive();

    /** {@link #inNew} for work without a result. */
    default void runInNew(Runnable work) {
        inNew(() -> {
            work.run();
            return null;
        });
    }
}

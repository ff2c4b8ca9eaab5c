package dev.quarry.platform.sql;

import java.util.function.Supplier;

/** Transactions whose border is a piece of code rather than a method. */
public interface Transactions {

    /** Runs the work in a transaction of its own: commits when it returns, rolls back when it throws. */
    <T> T inNew(Supplier<T> work);

    /** The same for work without a result. */
    default void runInNew(Runnable work) {
        inNew(() -> {
            work.run();
            return null;
        });
    }
}

package dev.quarry.platform.sql;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A transaction on a thread of its own, for a caller that has other work to do meanwhile: a transaction belongs to a
 * thread, so the work that is to be part of it is submitted to that thread, piece by piece. Closing rolls back unless
 * {@link #commit} was called. Not thread-safe.
 */
public final class OpenTransaction implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OpenTransaction.class.getName());

    private final Queue<FutureTask<?>> handedOver = new ArrayDeque<>();
    private final FutureTask<Void> transaction;
    private boolean asked;
    private boolean commit;
    private boolean over;

    private OpenTransaction(Transactions transactions) {
        RunningCalls callers = RunningCalls.current();
        transaction = new FutureTask<>(
                () -> {
                    RunningCalls.set(callers);
                    run(transactions);
                },
                null);
    }

    /** Begins a transaction. */
    public static OpenTransaction begin(Transactions transactions, ThreadFactory threads) {
        OpenTransaction begun = new OpenTransaction(transactions);
        threads.newThread(begun.transaction).start();
        return begun;
    }

    /**
     * Submits work to be done in the transaction, after what was submitted before. It is canceled if the transaction
     * has ended.
     */
    public <T> Future<T> submit(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        synchronized (handedOver) {
            if (over) {
                task.cancel(false);
            } else {
                handedOver.add(task);
                handedOver.notifyAll();
            }
        }
        return task;
    }

    /** {@link #submit}, and waits for it. What the work throws is thrown here. */
    public <T> T call(Supplier<T> work) {
        return outcome(submit(work::get));
    }

    /**
     * The result of work that was submitted.
     *
     * @throws RuntimeException what the work threw, or why there was no transaction for it
     */
    public <T> T outcome(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw asUnchecked(e.getCause());
        } catch (CancellationException e) {
            outcome(transaction);
            throw new IllegalStateException("the transaction is over", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a transaction worked", e);
        }
    }

    /**
     * Commits.
     *
     * @throws TransactionFailedException when it cannot commit
     */
    public void commit() {
        end(true);
        outcome(transaction);
    }

    /** Rolls back, unless it was committed, and waits until its connection is free. */
    @Override
    public void close() {
        end(false);
        try {
            outcome(transaction);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "What was not committed is gone, whatever else became of it", e);
        }
    }

    private void end(boolean commit) {
        synchronized (handedOver) {
            if (!asked) {
                this.commit = commit;
                asked = true;
            }
            handedOver.notifyAll();
        }
    }

    private void run(Transactions transactions) {
        try {
            transactions.runInNew(this::work);
        } finally {
            synchronized (handedOver) {
                over = true;
                handedOver.forEach(task -> task.cancel(false));
                handedOver.clear();
            }
        }
    }

    private void work() {
        for (FutureTask<?> task; (task = next()) != null; ) {
            task.run();
        }
        if (!commit) {
            throw new RolledBack();
        }
    }

    /** The next piece of work; null when the end was requested. */
    private FutureTask<?> next() {
        synchronized (handedOver) {
            while (handedOver.isEmpty() && !asked) {
                try {
                    handedOver.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RolledBack();
                }
            }
            return asked && !commit ? null : handedOver.poll();
        }
    }

    private static RuntimeException asUnchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    /** Thrown to make {@link TransactionBorder} roll back. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;

        RolledBack() {
            super("rolled back", null, false, false);
        }
    }
}

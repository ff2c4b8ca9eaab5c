package dev.quarry.platform.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls something that may hang, such as a broker or a database, on a thread of its own. No caller waits longer than
 * its limit, at most one call is under way, and its answer serves all who ask shortly after.
 */
public final class SharedAnswer<T> {

    private final ThreadFactory threads;
    private final Duration patience;
    private final Duration fresh;
    private final Callable<T> question;
    private CompletableFuture<T> latest;
    private Thread asking;
    private long answeredNanos;

    /**
     * @param patience how long a caller waits at most
     * @param fresh how old an answer may be
     */
    public SharedAnswer(ThreadFactory threads, Duration patience, Duration fresh, Callable<T> question) {
        this.threads = threads;
        this.patience = patience;
        this.fresh = fresh;
        this.question = question;
    }

    /**
     * The answer.
     *
     * @throws TimeoutException when there is no answer in time
     * @throws ExecutionException when the call failed, with its cause
     */
    public T get() throws TimeoutException, ExecutionException {
        try {
            return asked().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }

    private synchronized CompletableFuture<T> asked() {
        if (latest == null || !isUsable()) {
            CompletableFuture<T> next = new CompletableFuture<>();
            asking = threads.newThread(() -> answer(next));
            asking.setDaemon(true);
            asking.start();
            latest = next;
        }
        return latest;
    }

    /**
     * Whether the last answer is fresh, or else the call under way can still answer. A server's thread may end before
     * it has called anything, as Payara's do when health is asked for while the application is being deployed; all
     * later callers would wait for it in vain.
     */
    private boolean isUsable() {
        return latest.isDone() ? System.nanoTime() - answeredNanos < fresh.toNanos() : asking.isAlive();
    }

    private void answer(CompletableFuture<T> next) {
        try {
            complete(question.call(), null, next);
        } catch (Throwable e) {
            // Any: whoever waits is told, and the next question is asked.
            complete(null, e, next);
        }
    }

    private void complete(T answer, Throwable failure, CompletableFuture<T> next) {
        synchronized (this) {
            answeredNanos = System.nanoTime();
        }
        if (failure == null) {
            next.complete(answer);
        } else {
            next.completeExceptionally(failure);
        }
    }
}

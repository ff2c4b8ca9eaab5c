package dev.quarry.platform.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks something that may hang, such as a broker or a database, on a thread of its own. Nobody waits for the answer longer
 * than he has patience, there is one question under way at most, and an answer serves all who ask shortly after.
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
     * @throws TimeoutException when it does not come in time
     * @throws ExecutionException when there is none, for its cause
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
     * A server's thread may end before it has asked anything: Payara's do when somebody looks at health while the
     * application is being deployed. Its answer would be waited for by all who ask later.
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

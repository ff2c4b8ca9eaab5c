package dev.quarry.sweep;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Shares numbered tasks between the calling thread and up to {@code parallelism} − 1 tasks of an executor. An executor
 * that is slow to start them, refuses them or never does, costs speed only: the calling thread does what is left.
 *
 * @param executor runs what the calling thread does not
 * @param parallelism how many threads work at most, the calling one included
 */
public record WorkerPool(Executor executor, int parallelism) {

    /** Only the calling thread. */
    public static final WorkerPool ALONE = new WorkerPool(Runnable::run, 1);

    private static final long CHECK_MILLIS = 20;

    public WorkerPool {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism of " + parallelism);
        }
    }

    /**
     * Runs tasks 0 to {@code tasks} − 1 and returns when all are done. The first thing that a task throws comes out.
     *
     * @param checkpoint is called on the calling thread between its tasks and while it waits for others; what it throws
     *     comes out at once, and tasks that have not begun are left out
     */
    public void run(int tasks, IntConsumer task, Runnable checkpoint) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch open = new CountDownLatch(tasks);
        for (int others = Math.min(parallelism, tasks) - 1; others > 0; others--) {
            try {
                executor.execute(() -> work(tasks, task, next, open, thrown, () -> {}));
            } catch (RejectedExecutionException full) {
                break;
            }
        }
        try {
            work(tasks, task, next, open, thrown, checkpoint);
            while (!open.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                checkpoint.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the sweep was interrupted");
        } finally {
            next.set(tasks);
        }
        if (thrown.get() instanceof Error error) {
            throw error;
        }
        if (thrown.get() instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static void work(
            int tasks,
            IntConsumer task,
            AtomicInteger next,
            CountDownLatch open,
            AtomicReference<Throwable> thrown,
            Runnable checkpoint) {
        for (int k = next.getAndIncrement(); k < tasks; k = next.getAndIncrement()) {
            try {
                task.accept(k);
            } catch (RuntimeException | Error e) {
                thrown.compareAndSet(null, e);
            } finally {
                open.countDown();
            }
            checkpoint.run();
        }
    }
}

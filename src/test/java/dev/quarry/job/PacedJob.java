package dev.quarry.job;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * An attempt that is canceled once its handler has worked for a while, and measures how long it never looked: the processor
 * time between two checkpoints of the handler's thread, which does not depend on what else the machine does.
 */
public final class PacedJob implements JobContext {

    /** What a handler may do between two looks at a cancel. */
    public static final Duration MAX_BETWEEN = Duration.ofSeconds(1);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Thread handler = Thread.currentThread();
    private final long canceledAt;
    private long last = THREADS.getCurrentThreadCpuTime();
    private long longest;

    private PacedJob(Duration work) {
        this.canceledAt = last + work.toNanos();
    }

    /**
     * Lets a handler work for so long, and cancels it then.
     *
     * @return the longest time in which it did not look
     */
    public static Duration longestStep(Duration work, Function<JobContext, Callable<?>> handler) throws Exception {
        PacedJob job = new PacedJob(work);
        try {
            handler.apply(job).call();
        } catch (JobStoppedException e) {
            assert THREADS.getCurrentThreadCpuTime() >= job.canceledAt;
        }
        job.look();
        return Duration.ofNanos(job.longest);
    }

    private long look() {
        long now = THREADS.getCurrentThreadCpuTime();
        longest = Math.max(longest, now - last);
        last = now;
        return now;
    }

    @Override
    public long jobId() {
        return 1;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void progress(long current, long total, String message) {
        checkpoint();
    }

    @Override
    public void checkpoint() {
        if (Thread.currentThread() == handler && look() >= canceledAt) {
            throw new JobStoppedException(jobId());
        }
    }

    @Override
    public void info(String message) {
        checkpoint();
    }

    @Override
    public void info(String message, URI link) {
        checkpoint();
    }

    @Override
    public void warn(String message) {
        checkpoint();
    }

    @Override
    public void fence() {
        // Nobody else wants this job.
    }

    @Override
    public <R> R fanOut(List<JobRequest> children, FailurePolicy policy) {
        return null;
    }
}

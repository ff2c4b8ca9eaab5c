package dev.quarry.job.http;

import dev.quarry.job.JobDetail;
import dev.quarry.job.stream.JobStreams;
import dev.quarry.job.stream.Outlet;
import dev.quarry.platform.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Answers requests that wait for the end of a job. They wait without a thread, as one of the node's streams each. What they are
 * answered is written by a few threads of their own, since a client may be slow to read it.
 */
@ApplicationScoped
public class JobEnds {

    /** The longest wait; proxies between tend to give up after a minute. */
    static final int MOST_SECONDS = 60;

    private static final int THREADS = 8;
    private static final int MOST_TO_WRITE = 10_000;
    private static final long IDLE_SECONDS = 30;

    private final JobStreams streams;
    private final ThreadPoolExecutor writers;

    @Inject
    public JobEnds(JobStreams streams, ThreadFactory threads) {
        this.streams = streams;
        this.writers = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_TO_WRITE), threads);
        this.writers.allowCoreThreadTimeOut(true);
    }

    /**
     * Answers with the job when it has ended, or after that time as it is then.
     *
     * @param job reads it
     * @throws ProblemException 503 when this node has as many streams as it may have, or is stopping
     */
    void await(long jobId, int seconds, AsyncResponse answer, Supplier<JobDetail> job) {
        streams.checkRoom();
        Wait wait = new Wait(answer, job, writers);
        answer.setTimeoutHandler(late -> wait.close());
        answer.setTimeout(seconds, TimeUnit.SECONDS);
        streams.awaitEnd(jobId, wait);
    }

    @PreDestroy
    void end() {
        writers.shutdown();
    }

    /** One request. Its outlet is closed once: by the end of the job, by that of the wait, or by that of the node. */
    private record Wait(AsyncResponse answer, Supplier<JobDetail> job, Executor writers, AtomicBoolean over)
            implements Outlet {

        Wait(AsyncResponse answer, Supplier<JobDetail> job, Executor writers) {
            this(answer, job, writers, new AtomicBoolean());
        }

        @Override
        public void send(byte[] bytes) {
            // Only the end is waited for.
        }

        @Override
        public void close() {
            if (over.compareAndSet(false, true)) {
                try {
                    writers.execute(this::write);
                } catch (RejectedExecutionException e) {
                    answer.cancel();
                }
            }
        }

        @Override
        public boolean isClosed() {
            return over.get();
        }

        private void write() {
            try {
                answer.resume(job.get());
            } catch (RuntimeException e) {
                answer.resume(e);
            }
        }
    }
}

package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobQueue;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.PendingJobException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches the bars that a request lacks: a {@code prices_ingest} job calls the exchange, in its lane and at the common
 * rate, and the request waits for it, for a limited time and together with few others only.
 */
@ApplicationScoped
class RequestedFetch {

    /** How many requests may wait, each of which occupies a thread of the server. */
    private static final int MAX_WAITING = 4;

    private static final Duration LOOK = Duration.ofMillis(100);

    private final JobQueue queue;
    private final JobArchive jobs;
    private final Duration patience;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /** @param seconds how long a request waits for the exchange */
    @Inject
    RequestedFetch(
            JobQueue queue,
            JobArchive jobs,
            @ConfigProperty(name = "quarry.backtest.fetch.seconds", defaultValue = "15") int seconds) {
        this.queue = queue;
        this.jobs = jobs;
        this.patience = Duration.ofSeconds(seconds);
    }

    /**
     * Returns when the range has been fetched.
     *
     * @throws PendingJobException 409 with the job when it takes longer
     * @throws ProblemException 400 when the exchange has refused
     */
    void await(Series series, BarRange range) {
        JobDetail job = enqueue(series, range);
        if (!isFinal(job) && waiting.tryAcquire()) {
            try {
                job = await(job);
            } finally {
                waiting.release();
            }
        }
        if (!isFinal(job)) {
            throw new PendingJobException(
                    job.id(),
                    String.format(
                            Locale.ROOT,
                            "%s lacks bars from %s. Job %d is fetching them; ask again when it has succeeded",
                            series,
                            range,
                            job.id()));
        }
        if (job.status() != JobState.SUCCEEDED) {
            throw ProblemException.badRequest(String.format(
                    Locale.ROOT,
                    "%s lacks bars from %s, and they could not be fetched: %s (job %d)",
                    series,
                    range,
                    job.error() == null ? "the job was canceled" : job.error(),
                    job.id()));
        }
    }

    private JobDetail enqueue(Series series, BarRange range) {
        Timeframe timeframe = series.timeframe();
        ObjectNode payload = Json.MAPPER
                .createObjectNode()
                .put("exchange", series.exchange())
                .put("symbol", series.symbol())
                .put("timeframe", timeframe.code())
                .put("start_ts", Instant.ofEpochMilli(range.from()).toString())
                .put(
                        "end_ts",
                        Instant.ofEpochMilli(range.to() - timeframe.millis()).toString());
        return queue.enqueue(new JobRequest(PricesIngestHandler.TYPE, payload, JobOptions.NONE.withUnique(true)));
    }

    private JobDetail await(JobDetail enqueued) {
        long deadline = System.nanoTime() + patience.toNanos();
        JobDetail job = enqueued;
        try {
            while (!isFinal(job) && System.nanoTime() < deadline) {
                Thread.sleep(LOOK.toMillis());
                job = jobs.find(job.id()).orElse(job);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return job;
    }

    private static boolean isFinal(JobDetail job) {
        return job.status() == JobState.SUCCEEDED
                || job.status() == JobState.FAILED
                || job.status() == JobState.CANCELED;
    }
}

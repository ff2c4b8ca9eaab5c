package dev.quarry.bench;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** JobRunr's free edition, with requests instead of lambdas, which are faster, and the shortest pause between looks that it lets one set. */
final class JobRunrPeer implements QueuePeer {

    private static final int WORKERS = 16;
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final int BATCH = 1_000;

    private static volatile LongConsumer entered = number -> {};

    private final JobRunrConfigurationResult jobRunr;
    private final BackgroundJobServer server;
    private boolean started;
    private long stored;

    /** What it keeps of a job. */
    public record Probe(long number) implements JobRequest {

        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /** What runs it. */
    public static final class Handler implements JobRequestHandler<Probe> {

        @Override
        public void run(Probe probe) {
            entered.accept(probe.number());
        }
    }

    JobRunrPeer(DataSource database, LongConsumer whenEntered) {
        entered = whenEntered;
        jobRunr = JobRunr.configure()
                .useStorageProvider(new PostgresStorageProvider(database))
                .useBackgroundJobServer(
                        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                                .andPollInterval(POLL)
                                .andWorkerCount(WORKERS),
                        false)
                .initialize();
        server = JobRunr.getBackgroundJobServer();
    }

    @Override
    public String name() {
        return "JobRunr 8.7 (free edition), " + WORKERS + " workers, polling " + POLL.toSeconds() + " s";
    }

    @Override
    public void enqueue(long number) {
        jobRunr.getJobRequestScheduler().enqueue(new Probe(number));
    }

    @Override
    public void enqueueAll(int jobs) {
        for (int from = 0; from < jobs; from += BATCH) {
            Stream<Probe> batch =
                    LongStream.range(from, Math.min(jobs, from + BATCH)).mapToObj(i -> new Probe(--stored));
            jobRunr.getJobRequestScheduler().enqueue(batch);
        }
    }

    @Override
    public void work(boolean begin) {
        if (!begin) {
            server.pauseProcessing();
        } else if (started) {
            server.resumeProcessing();
        } else {
            started = true;
            server.start();
        }
    }

    @Override
    public void close() {
        JobRunr.destroy();
    }
}

package dev.quarry.mcp.tools;

import dev.quarry.job.JobDetail;
import dev.quarry.job.Progress;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Waits for jobs on behalf of agents, and tells their progress. A wait holds the thread of its request, so a node has few of them at once; who
 * finds no place is answered with the job as it is.
 */
@ApplicationScoped
class JobWaits {

    /** The longest wait, seconds: proxies between tend to give up after a minute. */
    static final int LONGEST = 50;

    /** How long it is where the agent says nothing, seconds. */
    static final int USUAL = 20;

    /** The argument that says how long. */
    static final String SECONDS =
            "How long to wait for the end, seconds, 0 to " + LONGEST + "; " + USUAL + " when absent";

    private static final int AT_ONCE = 6;
    private static final long BETWEEN_MILLIS = 300;

    private final JobArchive jobs;
    private final Semaphore places = new Semaphore(AT_ONCE);

    @Inject
    JobWaits(JobArchive jobs) {
        this.jobs = jobs;
    }

    /** The job as it is; 404 where there is none. */
    JobDetail find(long id) {
        return jobs.find(id).orElseThrow(() -> ProblemException.notFound("Job not found: " + id));
    }

    /**
     * The job when it has ended, or after that time as it is then.
     *
     * @param seconds null for the usual time
     */
    JobDetail await(long id, Integer seconds, Consumer<Progress> progress) {
        JobDetail job = find(id);
        if (job.status().isFinal() || !places.tryAcquire()) {
            return job;
        }
        try {
            long end = System.nanoTime()
                    + Duration.ofSeconds(seconds == null ? USUAL : seconds).toNanos();
            while (!job.status().isFinal() && System.nanoTime() - end < 0) {
                progress.accept(new Progress(job.progressCurrent(), job.progressTotal(), job.progressMessage()));
                Thread.sleep(BETWEEN_MILLIS);
                job = find(id);
            }
            progress.accept(new Progress(job.progressCurrent(), job.progressTotal(), job.progressMessage()));
            return job;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(503, "Service unavailable", "The server is stopping");
        } finally {
            places.release();
        }
    }

    /** Refuses a wait that is too long. */
    static void check(Integer seconds) {
        if (seconds != null && (seconds < 0 || seconds > LONGEST)) {
            throw new InvalidInputException("wait_seconds", "must be from 0 to " + LONGEST + "; was " + seconds);
        }
    }
}

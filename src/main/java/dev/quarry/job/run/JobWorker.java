package dev.quarry.job.run;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.Lane;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Claims jobs and runs them, outside any transaction. */
@ApplicationScoped
public class JobWorker {

    private static final Logger LOG = Logger.getLogger(JobWorker.class.getName());

    private final JobTransitions transitions;
    private final SharedCommits commits;
    private final JobHandlers handlers;
    private final Execution execution;
    private final Heartbeat heartbeat;
    private final AttemptEndings endings;
    private volatile boolean paused;

    @Inject
    public JobWorker(
            JobTransitions transitions,
            SharedCommits commits,
            JobHandlers handlers,
            Execution execution,
            Heartbeat heartbeat,
            AttemptEndings endings) {
        this.transitions = transitions;
        this.commits = commits;
        this.handlers = handlers;
        this.execution = execution;
        this.heartbeat = heartbeat;
        this.endings = endings;
    }

    /**
     * Runs the lane's due jobs, one after the other, until none is left or the node stops.
     *
     * @param anywhere whether there may be a job in any place of the lane, not just a new one
     */
    public void work(Lane lane, boolean anywhere) {
        if (anywhere) {
            transitions.lookEverywhere(lane);
        }
        while (!paused) {
            Optional<Claim> claim = commits.claim(lane);
            if (claim.isEmpty()) {
                return;
            }
            run(claim.get());
        }
    }

    /** Claims nothing more until {@link #resume}. */
    public void pause() {
        paused = true;
    }

    /** Claims again when it is told to work. */
    public void resume() {
        paused = false;
    }

    /** One attempt, to its end. */
    void run(Claim claim) {
        Attempt attempt = new Attempt(claim, transitions);
        heartbeat.watch(attempt);
        try {
            if (paused) {
                // Claimed while the drain began, which may not have seen it.
                endings.handBack(attempt);
                return;
            }
            JobHandler<?, ?> handler = handlers.find(claim.jobType())
                    .orElseThrow(() -> new JobFailedException("No handler for job type " + claim.jobType()));
            execution.run(handler, attempt);
        } catch (JobStoppedException e) {
            LOG.log(Level.INFO, "Job {0} attempt {1} stopped", new Object[] {claim.jobId(), claim.attempt()});
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (attempt.isStopped()) {
                LOG.log(Level.INFO, "Job " + claim.jobId() + " ended after it was stopped", e);
            } else if (paused && !isVerdict(e)) {
                LOG.log(Level.INFO, "Job " + claim.jobId() + " was broken off by the server, not by itself", e);
                endings.handBack(attempt);
            } else {
                endings.failed(attempt, e);
            }
        } finally {
            heartbeat.forget(attempt);
        }
    }

    /** True when the handler has decided, whatever happens to the server. */
    private static boolean isVerdict(Throwable e) {
        return e instanceof JobFailedException || e instanceof ProblemException;
    }
}

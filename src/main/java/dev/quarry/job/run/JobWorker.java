package dev.quarry.job.run;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.Lane;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TransactionFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Claims jobs and runs them, outside any transaction. */
@ApplicationScoped
public class JobWorker {

    private static final Logger LOG = Logger.getLogger(JobWorker.class.getName());

    private final JobTransitions transitions;
    private final JobHandlers handlers;
    private final Execution execution;
    private final Heartbeat heartbeat;
    private final WorkerIdentity identity;
    private volatile boolean stopping;

    @Inject
    public JobWorker(
            JobTransitions transitions,
            JobHandlers handlers,
            Execution execution,
            Heartbeat heartbeat,
            WorkerIdentity identity) {
        this.transitions = transitions;
        this.handlers = handlers;
        this.execution = execution;
        this.heartbeat = heartbeat;
        this.identity = identity;
    }

    /** Runs the lane's due jobs, one after the other, until none is left or the node stops. */
    public void work(Lane lane) {
        while (!stopping) {
            Optional<Claim> claim = transitions.claim(lane, identity.workerId(), heartbeat.lease());
            if (claim.isEmpty()) {
                return;
            }
            run(claim.get());
        }
    }

    /** Claims nothing more from now on. */
    public void stop() {
        stopping = true;
    }

    /** One attempt, to its end. */
    void run(Claim claim) {
        Attempt attempt = new Attempt(claim, transitions);
        heartbeat.watch(attempt);
        try {
            attempt.info("Starting execution");
            JobHandler<?, ?> handler = handlers.find(claim.jobType())
                    .orElseThrow(() -> new JobFailedException("No handler for job type " + claim.jobType()));
            execution.run(handler, attempt);
        } catch (JobStoppedException e) {
            LOG.log(Level.INFO, "Job {0} attempt {1} stopped", new Object[] {claim.jobId(), claim.attempt()});
        } catch (JobFailedException | ProblemException e) {
            fail(attempt, e.getMessage());
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (attempt.isStopped()) {
                LOG.log(Level.INFO, "Job " + claim.jobId() + " ended after it was stopped", e);
            } else if (stopping || isInfrastructure(e)) {
                LOG.log(
                        Level.WARNING,
                        "Job " + claim.jobId() + " was broken off by the server or the database, not by itself;"
                                + " it is queued again when its lease has run out",
                        e);
            } else {
                String reference = UUID.randomUUID().toString().substring(0, 8);
                LOG.log(Level.SEVERE, "Job " + claim.jobId() + " failed, reference " + reference, e);
                fail(attempt, "Unexpected " + describe(e) + "; the log has it under " + reference);
            }
        } finally {
            heartbeat.forget(attempt);
        }
    }

    private void fail(Attempt attempt, String error) {
        if (transitions.fail(attempt.claim(), error, attempt.latestProgress())) {
            execution.settleParent(attempt.claim());
        } else {
            LOG.log(Level.INFO, "Job {0} failed after it was stopped: {1}", new Object[] {attempt.jobId(), error});
        }
    }

    /** The job did nothing wrong: its lease runs out and the rescue pass queues it again (promise 6). */
    private static boolean isInfrastructure(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof TransactionFailedException
                    || e instanceof DatabaseException database && database.isConnectionFailure()) {
                return true;
            }
        }
        return false;
    }

    private static String describe(Throwable e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + " (" + e.getMessage() + ")";
    }
}

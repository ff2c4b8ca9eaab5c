package dev.quarry.job.run;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobState;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.Lane;
import dev.quarry.job.RetryPolicy;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.Failure;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TransactionFailedException;
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
    private final JobHandlers handlers;
    private final Execution execution;
    private final Heartbeat heartbeat;
    private final FailureRules rules;
    private final WorkerIdentity identity;
    private volatile boolean stopping;

    @Inject
    public JobWorker(
            JobTransitions transitions,
            JobHandlers handlers,
            Execution execution,
            Heartbeat heartbeat,
            FailureRules rules,
            WorkerIdentity identity) {
        this.transitions = transitions;
        this.handlers = handlers;
        this.execution = execution;
        this.heartbeat = heartbeat;
        this.rules = rules;
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
        RetryPolicy retries = RetryPolicy.of(claim.lane());
        try {
            attempt.info("Starting execution");
            JobHandler<?, ?> handler = handlers.find(claim.jobType())
                    .orElseThrow(() -> new JobFailedException("No handler for job type " + claim.jobType()));
            retries = handler.type().retries();
            execution.run(handler, attempt);
        } catch (JobStoppedException e) {
            LOG.log(Level.INFO, "Job {0} attempt {1} stopped", new Object[] {claim.jobId(), claim.attempt()});
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (attempt.isStopped()) {
                LOG.log(Level.INFO, "Job " + claim.jobId() + " ended after it was stopped", e);
            } else if (stopping) {
                LOG.log(
                        Level.WARNING,
                        "Job " + claim.jobId() + " was broken off by the server, not by itself;"
                                + " it is queued again when its lease has run out",
                        e);
            } else {
                fail(attempt, rules.failure(claim.jobId(), claim.attempt(), retries, e));
            }
        } finally {
            heartbeat.forget(attempt);
        }
    }

    private void fail(Attempt attempt, Failure failure) {
        try {
            Optional<JobState> state = transitions.fail(attempt.claim(), failure, attempt.latestProgress());
            if (state.isEmpty()) {
                LOG.log(Level.INFO, "Job {0} failed after it was stopped: {1}", new Object[] {
                    attempt.jobId(), failure.error()
                });
            } else if (state.get() == JobState.FAILED) {
                execution.settleParent(attempt.claim());
            }
        } catch (DatabaseException | TransactionFailedException e) {
            LOG.log(
                    Level.WARNING,
                    "The end of job {0} could not be written; it is queued again when its lease" + " has run out: {1}",
                    new Object[] {attempt.jobId(), e});
        }
    }
}

package dev.quarry.job.run;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobState;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.RetryPolicy;
import dev.quarry.job.enqueue.JobHandlers;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.Failure;
import dev.quarry.job.store.JobTransitions;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TransactionFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/** Stores the ends of attempts that have no result. What cannot be stored is left to the rescue pass. */
@ApplicationScoped
public class AttemptEndings {

    private static final Logger LOG = Logger.getLogger(AttemptEndings.class.getName());

    private final JobTransitions transitions;
    private final FailureRules rules;
    private final JobHandlers handlers;
    private final Parents parents;
    private final Chains chains;
    private final WakeUps wakeUps;
    private final StoppedAttempts stopped;
    private final QueueObserver observer;

    @Inject
    public AttemptEndings(
            JobTransitions transitions,
            FailureRules rules,
            JobHandlers handlers,
            Parents parents,
            Chains chains,
            WakeUps wakeUps,
            StoppedAttempts stopped,
            QueueObserver observer) {
        this.transitions = transitions;
        this.rules = rules;
        this.handlers = handlers;
        this.parents = parents;
        this.chains = chains;
        this.wakeUps = wakeUps;
        this.stopped = stopped;
        this.observer = observer;
    }

    /** The handler threw. */
    void failed(Attempt attempt, Throwable thrown) {
        Claim claim = attempt.claim();
        end(attempt, rules.failure(claim.jobId(), claim.attempt(), retries(claim), thrown));
    }

    /** The attempt took longer than the job may. */
    void timedOut(Attempt attempt) {
        Claim claim = attempt.claim();
        LOG.warning("Job " + claim.jobId() + " attempt " + claim.attempt() + " took longer than "
                + claim.timeoutSeconds() + " s");
        end(attempt, rules.timeout(claim.attempt(), retries(claim), claim.timeoutSeconds()));
    }

    /** The node stops: somebody else is to run the job, and the attempt does not count. */
    void handBack(Attempt attempt) {
        Claim claim = attempt.claim();
        try {
            if (transitions.handBack(claim, attempt.latestProgress())) {
                LOG.info("Job " + claim.jobId() + " is handed back");
                attempt.end();
                observer.ended(claim.jobType(), AttemptOutcome.HANDED_BACK);
                wakeUps.sendAnywhere(claim.lane());
            }
        } catch (DatabaseException | TransactionFailedException e) {
            left(claim, e);
        }
        attempt.stop();
    }

    private void end(Attempt attempt, Failure failure) {
        Claim claim = attempt.claim();
        try {
            Optional<JobState> state = transitions.fail(claim, failure, attempt.latestProgress());
            if (state.isEmpty()) {
                LOG.info("Job " + claim.jobId() + " failed after it was stopped: " + failure.error());
                stopped.stopped(attempt);
                return;
            }
            attempt.end();
            observer.ended(claim.jobType(), failure.outcome());
            if (state.get() == JobState.QUEUED) {
                observer.retried(claim.jobType());
            } else {
                chains.ended(List.of(claim.jobId()));
                if (claim.parentId() != null) {
                    parents.settle(claim.parentId());
                }
            }
        } catch (RuntimeException e) {
            left(claim, e);
        }
    }

    private static void left(Claim claim, RuntimeException e) {
        LOG.warning("The end of an attempt of job " + claim.jobId()
                + " could not be written; the job is queued again when its lease has run out: " + e);
    }

    private RetryPolicy retries(Claim claim) {
        return handlers.find(claim.jobType())
                .map(handler -> handler.type().retries())
                .orElseGet(() -> claim.lane().retries());
    }
}

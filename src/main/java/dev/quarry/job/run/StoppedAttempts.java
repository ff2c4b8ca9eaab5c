package dev.quarry.job.run;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.RescueTransitions;
import dev.quarry.platform.sql.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reports attempts that no longer own their job, because it was canceled or their lease is lost. */
@ApplicationScoped
public class StoppedAttempts {

    private static final Logger LOG = Logger.getLogger(StoppedAttempts.class.getName());

    private final RescueTransitions transitions;
    private final QueueObserver observer;

    @Inject
    public StoppedAttempts(RescueTransitions transitions, QueueObserver observer) {
        this.transitions = transitions;
        this.observer = observer;
    }

    /** Logs and counts it. Reading the job's row is for the figures only and may fail. */
    void stopped(Attempt attempt) {
        Claim claim = attempt.claim();
        LOG.info("Job " + claim.jobId() + " attempt " + claim.attempt() + " stopped");
        if (attempt.isEnded()) {
            return;
        }
        try {
            observer.ended(claim.jobType(), transitions.isLost(claim) ? AttemptOutcome.LOST : AttemptOutcome.CANCELED);
        } catch (DatabaseException e) {
            LOG.log(Level.FINE, "Why the attempt stopped cannot be told", e);
        }
    }
}

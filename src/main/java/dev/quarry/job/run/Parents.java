package dev.quarry.job.run;

import dev.quarry.job.JobState;
import dev.quarry.job.store.ParentTransitions;
import dev.quarry.job.store.ParentTransitions.Settled;
import dev.quarry.job.wake.WakeUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Logger;

/**
 * Queues or ends parents when their children are final. Doing it right after a child's end only saves time: if it does
 * not happen, for whatever reason, the rescue pass of any node does it.
 */
@ApplicationScoped
public class Parents {

    private static final Logger LOG = Logger.getLogger(Parents.class.getName());

    private final ParentTransitions transitions;
    private final WakeUps wakeUps;

    @Inject
    public Parents(ParentTransitions transitions, WakeUps wakeUps) {
        this.transitions = transitions;
        this.wakeUps = wakeUps;
    }

    /** Settles one parent. */
    void settle(long parentId) {
        try {
            wake(transitions.settle(parentId));
        } catch (RuntimeException e) {
            LOG.warning("Parent " + parentId + " is left to the rescue pass: " + e);
        }
    }

    /** Settles the parent of that job, if it has one. */
    void settleParentOf(long jobId) {
        try {
            wake(transitions.settleParentOf(jobId));
        } catch (RuntimeException e) {
            LOG.warning("The parent of job " + jobId + " is left to the rescue pass: " + e);
        }
    }

    /** Settles every parent that is due, and cancels children whose parent was canceled. */
    public void settleAll() {
        wake(transitions.settleAll());
        transitions.cancelOrphans();
    }

    private void wake(List<Settled> settled) {
        for (Settled parent : settled) {
            if (parent.state() == JobState.QUEUED) {
                wakeUps.sendAnywhere(parent.lane());
            }
        }
    }
}

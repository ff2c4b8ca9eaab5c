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
 * Moves parents on when their children are final. Right after a child's end this is a matter of speed only: if it does
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

    /** One parent. */
    void settle(long parentId) {
        try {
            wake(transitions.settle(parentId));
        } catch (RuntimeException e) {
            LOG.warning("Parent " + parentId + " is left to the rescue pass: " + e);
        }
    }

    /** The parent of that job, if it has one. */
    void settleParentOf(long jobId) {
        try {
            wake(transitions.settleParentOf(jobId));
        } catch (RuntimeException e) {
            LOG.warning("The parent of job " + jobId + " is left to the rescue pass: " + e);
        }
    }

    /** Every parent that is due for it, and children whose parent is no more. */
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

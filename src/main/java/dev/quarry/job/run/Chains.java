package dev.quarry.job.run;

import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.JobState;
import dev.quarry.job.store.ChainTransitions;
import dev.quarry.job.store.ChainTransitions.Settled;
import dev.quarry.job.store.NewJob;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.job.wake.WakeUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Logger;

/**
 * Starts or ends jobs when those before them have ended. Doing it right after an end only saves time: if it does not happen,
 * for whatever reason, the rescue pass of any node does it. While no job waits for another, an end costs nothing more.
 */
@ApplicationScoped
public class Chains {

    private static final Logger LOG = Logger.getLogger(Chains.class.getName());

    private final ChainTransitions transitions;
    private final WakeUps wakeUps;
    private final JobChanges changes;

    /** Whether some job waits, as the last pass saw it or this node has stored it since. */
    private volatile boolean expected;

    @Inject
    public Chains(ChainTransitions transitions, WakeUps wakeUps, JobChanges changes) {
        this.transitions = transitions;
        this.wakeUps = wakeUps;
        this.changes = changes;
    }

    /** This node has stored jobs, after the commit: what they run after may have ended long ago. */
    void stored(List<NewJob> jobs) {
        List<NewJob> tied =
                jobs.stream().filter(job -> !job.chain().equals(Chain.NONE)).toList();
        if (!tied.isEmpty()) {
            expected = true;
            ended(tied.stream().flatMap(job -> job.chain().after().stream()).toList());
        }
    }

    /** These jobs have ended. */
    void ended(List<Long> jobIds) {
        if (!expected) {
            return;
        }
        try {
            for (List<Long> ended = jobIds; !ended.isEmpty(); ) {
                List<Settled> settled = transitions.settleAfter(ended);
                wake(settled);
                ended = settled.stream()
                        .filter(job -> job.state() == JobState.FAILED)
                        .map(Settled::jobId)
                        .toList();
            }
        } catch (RuntimeException e) {
            LOG.warning("The jobs after " + jobIds + " are left to the rescue pass: " + e);
        }
    }

    /** Settles every job that is due for it. */
    void settleAll() {
        expected = transitions.anyWaits();
        if (expected) {
            wake(transitions.settleAll());
        }
    }

    private void wake(List<Settled> settled) {
        if (!settled.isEmpty()) {
            changes.changed();
        }
        settled.stream().filter(job -> job.state() == JobState.QUEUED).forEach(job -> wakeUps.sendAnywhere(job.lane()));
    }
}

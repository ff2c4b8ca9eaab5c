package dev.quarry.job.enqueue;

import dev.quarry.job.Lane;
import dev.quarry.job.store.NewJob;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.job.wake.LocalCalls;
import dev.quarry.job.wake.WakeUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Wakes slots for new jobs: free ones of this node at once, those of the cluster over the broker. A slot that is woken serves its
 * lane until it is empty, so a few are enough for many jobs.
 */
@ApplicationScoped
public class LaneCalls {

    private static final int MAX_FOR_A_BATCH = 32;

    private final LocalCalls local;
    private final WakeUps wakeUps;
    private final JobChanges changes;

    @Inject
    public LaneCalls(LocalCalls local, WakeUps wakeUps, JobChanges changes) {
        this.local = local;
        this.wakeUps = wakeUps;
        this.changes = changes;
    }

    /** Wakes a slot for a job that was stored. One that is not due yet is left to the rescue pass. */
    public void call(long jobId, NewJob job) {
        changes.changed();
        Lane lane = job.type().lane();
        if (job.due() == null && !local.wake(lane, false)) {
            wakeUps.send(lane, jobId);
        }
    }

    /** Wakes a slot for a job that is queued again. */
    public void callAgain(Lane lane) {
        wakeUps.sendAnywhere(lane);
    }

    /** Wakes slots for many jobs at once. */
    public void callAll(List<NewJob> jobs) {
        changes.changed();
        Map<Lane, Long> counts = jobs.stream()
                .filter(job -> job.due() == null)
                .collect(Collectors.groupingBy(job -> job.type().lane(), Collectors.counting()));
        counts.forEach((lane, count) -> {
            for (int i = 0; i < Math.min(count, MAX_FOR_A_BATCH); i++) {
                if (!local.wake(lane, true)) {
                    wakeUps.sendAnywhere(lane);
                }
            }
        });
    }
}

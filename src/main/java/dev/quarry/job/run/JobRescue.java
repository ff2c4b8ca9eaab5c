package dev.quarry.job.run;

import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.QueueObserver;
import dev.quarry.job.store.RescueTransitions;
import dev.quarry.job.store.Rescued;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Logger;

/** Recovers what got lost: jobs whose worker died, and wake-ups that never arrived. Any node may do it, at any time. */
@ApplicationScoped
public class JobRescue {

    private static final Logger LOG = Logger.getLogger(JobRescue.class.getName());
    private static final Duration WAKE_UP_OVERDUE = Duration.ofSeconds(3);

    private final RescueTransitions transitions;
    private final Parents parents;
    private final Chains chains;
    private final WakeUps wakeUps;
    private final LaneConsumers consumers;
    private final QueueObserver observer;

    @Inject
    public JobRescue(
            RescueTransitions transitions,
            Parents parents,
            Chains chains,
            WakeUps wakeUps,
            LaneConsumers consumers,
            QueueObserver observer) {
        this.transitions = transitions;
        this.parents = parents;
        this.chains = chains;
        this.wakeUps = wakeUps;
        this.consumers = consumers;
        this.observer = observer;
    }

    /** One pass: lost jobs and wake-ups (promises 2 and 6), parents whose children are final, and jobs after others. */
    public void pass() {
        for (Rescued job : transitions.rescueExpired()) {
            LOG.warning("Job " + job.jobId() + " lost its worker and is "
                    + job.state().code());
            observer.rescued(job.lane(), job.state());
            if (job.state() == JobState.QUEUED) {
                wakeUps.sendAnywhere(job.lane());
            }
        }
        parents.settleAll();
        chains.settleAll();
        for (Lane lane : Lane.values()) {
            wakeAgain(lane);
        }
    }

    /** No more wake-ups than this node has free slots: they must not pile up on the broker while all are busy. */
    private void wakeAgain(Lane lane) {
        int idle = consumers.idle(lane);
        int overdue = idle == 0 ? 0 : transitions.overdue(lane, WAKE_UP_OVERDUE, idle);
        for (int i = 0; i < overdue; i++) {
            wakeUps.sendAnywhere(lane);
        }
    }
}

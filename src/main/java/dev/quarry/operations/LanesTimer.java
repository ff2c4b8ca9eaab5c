package dev.quarry.operations;

import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.concurrent.Vital;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Wakes lanes until each has proved that it consumes: the wake-ups of this node's start may all have gone to other
 * nodes, and then it would never be ready.
 */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class LanesTimer {

    private static final Logger LOG = Logger.getLogger(LanesTimer.class.getName());
    private static final Vital VITAL = Vital.named("lanes", Duration.ofMinutes(5));

    @Inject
    private WakeUps wakeUps;

    @Inject
    private LaneConsumers consumers;

    /** Never lets an exception out: the server would drop the timer for good. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void prove() {
        VITAL.round(() -> wakeUps.prove(consumers), e -> LOG.log(Level.WARNING, "Lanes could not be woken", e));
    }
}

package dev.quarry.operations;

import dev.quarry.job.run.NodeDrain;
import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.sql.TimeLimit;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Records that this node is alive, and learns whether it is to drain. */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class BeatTimer {

    private static final Logger LOG = Logger.getLogger(BeatTimer.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Vital VITAL = Vital.named("sign-of-life", Duration.ofMinutes(5));

    @Inject
    private NodeDrain node;

    /** Never lets an exception out: the server would drop the timer for good. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void beat() {
        VITAL.round(
                () -> TimeLimit.run(LIMIT, node::beat),
                e -> LOG.log(Level.FINE, "The cluster could not be told that this node lives", e));
    }
}

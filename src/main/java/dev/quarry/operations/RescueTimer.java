package dev.quarry.operations;

import dev.quarry.job.run.JobRescue;
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

/**
 * Recovers lost jobs and wake-ups, on every node. A bean of its own, as each timer is: the server runs one timer of a
 * bean at a time.
 */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class RescueTimer {

    private static final Logger LOG = Logger.getLogger(RescueTimer.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Vital VITAL = Vital.named("rescue", Duration.ofMinutes(5));

    @Inject
    private JobRescue rescue;

    /** Never lets an exception out: the server would drop the timer for good. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void rescue() {
        VITAL.round(
                () -> TimeLimit.run(LIMIT, rescue::pass),
                e -> LOG.log(Level.WARNING, "The rescue pass failed and is tried again: {0}", e.toString()));
    }
}

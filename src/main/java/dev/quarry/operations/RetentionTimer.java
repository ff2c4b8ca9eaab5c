package dev.quarry.operations;

import dev.quarry.job.admin.JobBelongings;
import dev.quarry.job.admin.Retention;
import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.sql.TimeLimit;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deletes what is older than the retention allows. A pass may take most of a minute when there is much, and holds up no
 * other timer.
 */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class RetentionTimer {

    private static final Logger LOG = Logger.getLogger(RetentionTimer.class.getName());
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Vital VITAL = Vital.named("retention", Duration.ofMinutes(15));

    @Inject
    private Retention retention;

    @Inject
    @Any
    private Instance<JobBelongings> belongings;

    private void pass() {
        retention.pass();
        belongings.forEach(JobBelongings::forget);
    }

    /** Never lets an exception out: the server would drop the timer for good. */
    @Schedule(hour = "*", minute = "*", second = "17", persistent = false)
    void forget() {
        VITAL.round(
                () -> TimeLimit.run(LIMIT, this::pass),
                e -> LOG.log(Level.WARNING, "Old jobs could not be deleted; it is tried again: {0}", e.toString()));
    }
}

package dev.quarry.schedule.fire;

import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.sql.TimeLimit;
import dev.quarry.schedule.store.ScheduleStore;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Deletes old fires: a schedule of every minute has half a million a year, and only the newest are shown. */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class FireRetentionTimer {

    private static final Logger LOG = Logger.getLogger(FireRetentionTimer.class.getName());
    private static final Vital VITAL = Vital.named("fires", Duration.ofMinutes(15));
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Inject
    private ScheduleStore schedules;

    /** Never lets an exception out: the server would drop the timer. */
    @Schedule(hour = "*", minute = "*", second = "29", persistent = false)
    void forget() {
        VITAL.round(
                () -> TimeLimit.run(LIMIT, schedules::forgetOldFires),
                e -> LOG.log(Level.WARNING, "Old fires could not be deleted; it is tried again: {0}", e.toString()));
    }
}

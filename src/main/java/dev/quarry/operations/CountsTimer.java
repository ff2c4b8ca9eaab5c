package dev.quarry.operations;

import dev.quarry.job.admin.Retention;
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

/** Adds up the counts of jobs that ended. */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class CountsTimer {

    private static final Logger LOG = Logger.getLogger(CountsTimer.class.getName());
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Vital VITAL = Vital.named("counts", Duration.ofMinutes(15));

    @Inject
    private Retention retention;

    /** Never lets an exception out: the server would drop the timer for good. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void count() {
        VITAL.round(
                () -> TimeLimit.run(LIMIT, retention::addUpCounts),
                e -> LOG.log(Level.FINE, "Counts could not be added up; it is tried again", e));
    }
}

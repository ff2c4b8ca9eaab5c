package dev.quarry.schedule.fire;

import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.sql.TimeLimit;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.store.ScheduleStore;
import jakarta.annotation.PostConstruct;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Checks every second for schedules that are due, and creates the schedule that every installation has:
 * {@code leaderboard_refresh}, every {@code quarry.leaderboard.refresh.minutes} minutes (15 by default, 0 for none). It
 * is created at the first start and then belongs to the operator.
 */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class ScheduleTimer {

    private static final Logger LOG = Logger.getLogger(ScheduleTimer.class.getName());
    private static final Vital VITAL = Vital.named("schedules", Duration.ofMinutes(15));
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LEADERBOARD = "leaderboard_refresh";

    @Inject
    private ScheduleFiring firing;

    @Inject
    private ScheduleStore schedules;

    @Inject
    @ConfigProperty(name = "quarry.leaderboard.refresh.minutes", defaultValue = "15")
    private int minutes;

    private boolean failing;

    @PostConstruct
    void start() {
        if (minutes > 0) {
            ScheduleDefinition refresh =
                    new ScheduleDefinition(LEADERBOARD, null, every(minutes), null, null, null, null);
            schedules.createIfAbsent(
                    LEADERBOARD, refresh, refresh.times().after(schedules.now()).orElseThrow());
        }
    }

    /** Never lets an exception out: the server would drop the timer. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void look() {
        VITAL.round(
                () -> {
                    TimeLimit.run(LIMIT, firing::fireDue);
                    failing = false;
                },
                e -> {
                    if (!failing) {
                        LOG.log(Level.WARNING, "Schedules could not be fired and are tried again: {0}", e.toString());
                    }
                    failing = true;
                });
    }

    /** The expression for that interval. */
    static String every(int minutes) {
        if (minutes < 60 && 60 % minutes == 0) {
            return "*/" + minutes + " * * * *";
        }
        if (minutes % 60 == 0 && 1440 % minutes == 0) {
            return minutes == 1440 ? "0 0 * * *" : "0 */" + minutes / 60 + " * * *";
        }
        throw new IllegalArgumentException(
                "quarry.leaderboard.refresh.minutes must divide an hour or be hours that divide a day, not " + minutes);
    }
}

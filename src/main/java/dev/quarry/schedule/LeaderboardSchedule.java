package dev.quarry.schedule;

import dev.quarry.schedule.store.ScheduleFires;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refreshes the leaderboard every {@code quarry.leaderboard.refresh.minutes} minutes (15 by default, 0 switches it
 * off), at whole multiples since the epoch, UTC, once per cluster. A fire that was due before this node started is not
 * made up for.
 */
@Singleton
@Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class LeaderboardSchedule {

    private static final Logger LOG = Logger.getLogger(LeaderboardSchedule.class.getName());
    private static final String NAME = "leaderboard_refresh";

    @Inject
    private ScheduleFires fires;

    @Inject
    @ConfigProperty(name = "quarry.leaderboard.refresh.minutes", defaultValue = "15")
    private int minutes;

    private OffsetDateTime handled;

    @PostConstruct
    void start() {
        if (minutes > 0) {
            handled = fires.latestFire(minutes * 60L);
        }
    }

    /** Looks every few seconds whether a fire is due. Never lets an exception out: the server would drop the timer. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void look() {
        if (minutes <= 0) {
            return;
        }
        try {
            OffsetDateTime latest = fires.latestFire(minutes * 60L);
            if (latest.isAfter(handled)) {
                fires.fire(NAME, latest, "leaderboard_refresh");
                handled = latest;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The leaderboard schedule failed and is tried again: {0}", e.toString());
        }
    }
}

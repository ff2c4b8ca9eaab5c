package dev.quarry.operations;

import dev.quarry.job.run.JobRescue;
import dev.quarry.job.run.NodeDrain;
import dev.quarry.job.run.Retention;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
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

/** Keeps the queue whole, on every node. */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class QueueTimers {

    private static final Logger LOG = Logger.getLogger(QueueTimers.class.getName());

    /** For what takes milliseconds, and for what deletes or adds up many rows. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration LONG_LIMIT = Duration.ofMinutes(2);

    /** The server runs one of these at a time, so each waits for the longest of them. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Vital RESCUE = Vital.named("rescue", PATIENCE);
    private static final Vital BEAT = Vital.named("sign-of-life", PATIENCE);
    private static final Vital PROVE = Vital.named("lanes", PATIENCE);
    private static final Vital RETENTION = Vital.named("retention", PATIENCE);
    private static final Vital COUNTS = Vital.named("counts", PATIENCE);

    @Inject
    private JobRescue rescue;

    @Inject
    private NodeDrain node;

    @Inject
    private Retention retention;

    @Inject
    private WakeUps wakeUps;

    @Inject
    private LaneConsumers consumers;

    /** Never lets an exception out: the server would drop the timer for good. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void rescue() {
        RESCUE.round(
                () -> TimeLimit.run(LIMIT, rescue::pass),
                e -> LOG.log(Level.WARNING, "The rescue pass failed and is tried again: {0}", e.toString()));
    }

    /** Says that this node lives, and hears whether it is to drain. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void beat() {
        BEAT.round(
                () -> TimeLimit.run(LIMIT, node::beat),
                e -> LOG.log(Level.FINE, "The cluster could not be told that this node lives", e));
    }

    /** The wake-ups of this node's start may all have gone to other nodes, and then it would never be ready. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void prove() {
        PROVE.round(() -> wakeUps.prove(consumers), e -> LOG.log(Level.WARNING, "Lanes could not be woken", e));
    }

    /** Deletes what is older than is kept. */
    @Schedule(hour = "*", minute = "*", second = "17", persistent = false)
    void forget() {
        RETENTION.round(
                () -> TimeLimit.run(LONG_LIMIT, retention::pass),
                e -> LOG.log(Level.WARNING, "Old jobs could not be deleted; it is tried again: {0}", e.toString()));
    }

    /** Adds up the counts of jobs that ended. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void count() {
        COUNTS.round(
                () -> TimeLimit.run(LONG_LIMIT, retention::addUpCounts),
                e -> LOG.log(Level.FINE, "Counts could not be added up; it is tried again", e));
    }
}

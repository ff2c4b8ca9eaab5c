package dev.quarry.operations;

import dev.quarry.job.run.JobRescue;
import dev.quarry.job.run.NodeDrain;
import dev.quarry.job.run.Retention;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the queue whole, on every node. */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class QueueTimers {

    private static final Logger LOG = Logger.getLogger(QueueTimers.class.getName());

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
        try {
            rescue.pass();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The rescue pass failed and is tried again: {0}", e.toString());
        }
    }

    /** Says that this node lives, and hears whether it is to drain. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void beat() {
        try {
            node.beat();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The cluster could not be told that this node lives", e);
        }
    }

    /** The wake-ups of this node's start may all have gone to other nodes, and then it would never be ready. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void prove() {
        wakeUps.prove(consumers);
    }

    /** Deletes what is older than is kept. */
    @Schedule(hour = "*", minute = "*", second = "17", persistent = false)
    void forget() {
        try {
            retention.pass();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Old jobs could not be deleted; it is tried again: {0}", e.toString());
        }
    }

    /** Adds up the counts of jobs that ended. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void count() {
        try {
            retention.addUpCounts();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Counts could not be added up; it is tried again", e);
        }
    }
}

package dev.quarry.job.admin;

import dev.quarry.job.JobState;
import dev.quarry.job.store.DeleteTransitions;
import dev.quarry.job.store.IdempotencyKeys;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.job.store.read.JobTally;
import dev.quarry.platform.sql.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes what is older than the retention, in small batches, on any node: rows that another node is deleting are
 * skipped.
 */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class.getName());
    private static final int BATCH = 500;

    /**
     * The longest pass. Passes begin once a minute, so while there is something to delete there is hardly a pause
     * between them.
     */
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(50);

    /** The SQLSTATE of a lock that could not be obtained in time. */
    private static final String LOCKED = "55P03";

    private final DeleteTransitions delete;
    private final IdempotencyKeys keys;
    private final WorkerRows workers;
    private final JobTally tally;
    private final int succeededDays;
    private final int failedDays;
    private final int canceledDays;

    @Inject
    public Retention(
            DeleteTransitions delete,
            IdempotencyKeys keys,
            WorkerRows workers,
            JobTally tally,
            @ConfigProperty(name = "quarry.retention.succeeded.days", defaultValue = "30") int succeededDays,
            @ConfigProperty(name = "quarry.retention.failed.days", defaultValue = "90") int failedDays,
            @ConfigProperty(name = "quarry.retention.canceled.days", defaultValue = "30") int canceledDays) {
        this.delete = delete;
        this.keys = keys;
        this.workers = workers;
        this.tally = tally;
        this.succeededDays = succeededDays;
        this.failedDays = failedDays;
        this.canceledDays = canceledDays;
    }

    /** One pass: deletes from each state in turn until nothing old enough is left, or for most of a minute. */
    public void pass() {
        long start = System.nanoTime();
        Map<JobState, Integer> days = new EnumMap<>(Map.of(
                JobState.SUCCEEDED, succeededDays, JobState.FAILED, failedDays, JobState.CANCELED, canceledDays));
        days.values().removeIf(number -> number <= 0);
        Map<JobState, Integer> deleted = new EnumMap<>(JobState.class);
        Set<JobState> left = EnumSet.noneOf(JobState.class);
        left.addAll(days.keySet());
        boolean keysLeft = true;
        while ((keysLeft || !left.isEmpty()) && System.nanoTime() - start < MAX_NANOS) {
            left.removeIf(state -> !deleteBatch(state, days.get(state), deleted));
            keysLeft = keysLeft && keys.forgetOld(BATCH) == BATCH;
        }
        deleted.forEach((state, number) -> {
            if (number > 0) {
                LOG.log(Level.INFO, "{0} jobs that {1} more than {2} days ago are deleted", new Object[] {
                    number, state.code(), days.get(state)
                });
            }
        });
        workers.forgetOld();
    }

    /** Adds up the counts of ended jobs, which keeps counting fast. */
    public void addUpCounts() {
        tally.addUp();
    }

    /** Deletes a batch; false when there are no more old jobs in that state, or one of the oldest is locked. */
    private boolean deleteBatch(JobState state, int days, Map<JobState, Integer> deleted) {
        try {
            int last = delete.deleteOld(state, days, BATCH);
            deleted.merge(state, last, Integer::sum);
            return last == BATCH;
        } catch (DatabaseException e) {
            if (!LOCKED.equals(e.sqlState())) {
                throw e;
            }
            LOG.log(Level.INFO, "Old jobs that {0} are held by somebody and stay for now", state.code());
            return false;
        }
    }
}

package dev.quarry.job.run;

import dev.quarry.job.JobState;
import dev.quarry.job.store.DeleteTransitions;
import dev.quarry.job.store.IdempotencyKeys;
import dev.quarry.job.store.JobTally;
import dev.quarry.job.store.WorkerRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Forgets what is old enough, in small batches, on any node: rows that another one is deleting are passed over. */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class.getName());
    private static final int BATCH = 500;
    private static final int MOST_BATCHES = 40;

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

    /** One pass: 20,000 jobs of each state at most. */
    public void pass() {
        delete(JobState.SUCCEEDED, succeededDays);
        delete(JobState.FAILED, failedDays);
        delete(JobState.CANCELED, canceledDays);
        for (int i = 0; i < MOST_BATCHES && keys.forgetOld(BATCH) == BATCH; i++) {
            LOG.fine("More idempotency keys are too old");
        }
        workers.forgetOld();
    }

    /** Keeps counting fast. */
    public void addUpCounts() {
        tally.addUp();
    }

    private void delete(JobState state, int days) {
        if (days <= 0) {
            return;
        }
        int deleted = 0;
        int last = BATCH;
        for (int i = 0; i < MOST_BATCHES && last == BATCH; i++) {
            last = delete.deleteOld(state, days, BATCH);
            deleted += last;
        }
        if (deleted > 0) {
            LOG.log(Level.INFO, "{0} jobs that {1} more than {2} days ago are deleted", new Object[] {
                deleted, state.code(), days
            });
        }
    }
}

package dev.quarry.job.store;

import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Database;

/** What tests of other packages do to the rows of the queue. */
public final class QueueRows {

    private final Jobs jobs;

    public QueueRows(Database database) {
        this.jobs = new Jobs(database);
    }

    public long queued(Lane lane) {
        return jobs.queued(lane);
    }

    public void expireLease(long jobId) {
        jobs.expireLease(jobId);
    }
}

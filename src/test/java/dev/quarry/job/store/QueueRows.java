package dev.quarry.job.store;

import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Database;

/** What tests of other packages do to the rows of the queue. */
public final class QueueRows {

    private final Database database;
    private final Jobs jobs;

    public QueueRows(Database database) {
        this.database = database;
        this.jobs = new Jobs(database);
    }

    public long queued(Lane lane) {
        return jobs.queued(lane);
    }

    public void expireLease(long jobId) {
        jobs.expireLease(jobId);
    }

    /** What a cancel leaves that was decided before the job's children were stored. */
    public void cancelAlone(long jobId) {
        database.update(
                "update job set state = 'canceled', waiting = false, lease_until = null, finished_at = now() where id = ?",
                jobId);
    }

    /** The pause before the next attempt is over. */
    public void dueNow(long jobId) {
        database.update("update job set run_at = now() where id = ?", jobId);
    }

    /** Limits the time of each attempt. */
    public void timeOutAfter(long jobId, int seconds) {
        database.update("update job set timeout_seconds = ? where id = ?", seconds, jobId);
    }

    /** The job was stored that long ago and is due since then. */
    public void dueSince(long jobId, int seconds) {
        jobs.dueIn(jobId, -seconds);
        database.update("update job set created_at = run_at where id = ?", jobId);
    }
}

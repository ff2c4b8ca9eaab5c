package dev.quarry.bench;

import dev.quarry.job.admin.Retention;
import dev.quarry.job.store.DeleteTransitions;
import dev.quarry.job.store.IdempotencyKeys;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.job.store.read.JobTally;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Prints how many finished jobs one pass of retention deletes in a second, each with three events and an attempt
 * ({@code -Dquarry.bench.retention.jobs}, 100,000). Durability is off in the test database; a batch of 500 jobs shares a
 * commit.
 */
public final class RetentionBench {

    private static final int JOBS = Integer.getInteger("quarry.bench.retention.jobs", 100_000);

    private RetentionBench() {}

    public static void main(String[] arguments) throws SQLException {
        try (TestDatabase test = new TestDatabase().open()) {
            Database database = test.database();
            new JobHistory(test.dataSource()).fill(JOBS);
            database.update("update job set finished_at = finished_at - interval '2 days'");
            database.update("vacuum analyze job");
            Retention retention = new Retention(
                    new DeleteTransitions(database),
                    new IdempotencyKeys(database),
                    new WorkerRows(database),
                    new JobTally(database),
                    1,
                    1,
                    1);
            long before = System.nanoTime();
            retention.pass();
            double seconds = (System.nanoTime() - before) / 1e9;
            long left = database.first("select count(*) from job", row -> row.getLong(1))
                    .orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "retention: %d of %d jobs deleted in %.1f s, %.0f a second%n",
                    JOBS - left,
                    JOBS,
                    seconds,
                    (JOBS - left) / seconds);
        }
    }
}

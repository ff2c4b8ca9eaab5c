package dev.quarry.job.store;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Ids for jobs: each value of the sequence stands for a block of ids that ends with the value, so that most jobs need
 * no query. An id is always greater than that of any job stored before its block was taken.
 */
@ApplicationScoped
public class JobIds {

    /** The sequence's increment. */
    static final int BLOCK = 50;

    private final Database database;
    private long next;
    private long left;

    @Inject
    public JobIds(Database database) {
        this.database = database;
    }

    /** Ids for single jobs, each given out only once: from the block that this node has begun, as far as it lasts. */
    synchronized long[] next(int count) {
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            if (left == 0) {
                next = take(1)[0];
                left = BLOCK;
            }
            ids[i] = next++;
            left--;
        }
        return ids;
    }

    /** Ascending ids, each given out only once, from blocks of their own. */
    long[] take(int count) {
        List<Long> blocks = database.query(
                "select nextval('job_id_seq') from generate_series(1, ?) order by 1",
                row -> row.getLong(1),
                (count + BLOCK - 1) / BLOCK);
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            ids[i] = blocks.get(i / BLOCK) - BLOCK + 1 + i % BLOCK;
        }
        return ids;
    }
}

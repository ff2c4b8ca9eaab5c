package dev.quarry.job.store;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Ids for jobs that are stored by SQL, from the sequence that JPA uses: each value of it stands for a block of ids that
 * ends with the value. An id is always greater than that of any job stored before the block was taken.
 */
@ApplicationScoped
public class JobIds {

    /** The sequence's increment. */
    static final int BLOCK = 50;

    private final Database database;

    @Inject
    public JobIds(Database database) {
        this.database = database;
    }

    /** That many ids, ascending, never given out again. */
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

package dev.quarry.marketdata.store;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.concurrent.ThreadFactory;

/** Opens batches, and deletes those whose node died. */
@ApplicationScoped
public class CandleStaging {

    /**
     * Deletes abandoned batches: an earlier attempt of the same job is over, or has lost its lease and may not store
     * anything (promise 4); any other batch of that age belongs to a node that died.
     */
    private static final String FORGET_ABANDONED = """
            with abandoned as (
                delete from candle_batch where job_id = ? or started_at < now() - interval '1 day' returning id)
            delete from candle_staging where batch_id in (select id from abandoned)
            """;

    private static final String OPEN = "insert into candle_batch (job_id) values (?) returning id, started_at";

    private static final long NO_JOB = 0;

    private final Database database;
    private final ThreadFactory threads;

    @Inject
    public CandleStaging(Database database, ThreadFactory threads) {
        this.database = database;
        this.threads = threads;
    }

    /** A new, empty batch; what earlier attempts of the job left is deleted. */
    public CandleBatch open(long jobId) {
        forgetEarlier(jobId);
        return open(jobId, CandleBatch.pipe(database, threads));
    }

    /** A new, empty batch that belongs to no job. */
    public CandleBatch open() {
        return open(NO_JOB, CandleBatch.pipe(database, threads));
    }

    /** Another batch of the same job, which shares the pipe of the first. */
    public CandleBatch openBeside(CandleBatch first, long jobId) {
        return open(jobId, first.pipe());
    }

    private CandleBatch open(long jobId, CandlePipe pipe) {
        return database.query(
                        OPEN,
                        row -> new CandleBatch(database, pipe, row.getLong(1), row.getObject(2, OffsetDateTime.class)),
                        jobId)
                .get(0);
    }

    /** Deletes what earlier attempts of the job left. */
    public void forgetEarlier(long jobId) {
        database.update(FORGET_ABANDONED, jobId);
    }
}

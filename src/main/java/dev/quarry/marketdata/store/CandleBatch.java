package dev.quarry.marketdata.store;

import dev.quarry.platform.sql.Database;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Candles of one attempt in the staging table, until they are merged into their series, so that little memory is needed
 * and a file that fails half-way changes nothing. While the caller continues to read, a thread of the batch's own sends
 * full buffers. Closing deletes what is staged. Not thread-safe.
 */
public final class CandleBatch implements IncomingCandles, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CandleBatch.class.getName());

    private static final String COPY_IN =
            "copy candle_staging (batch_id, line, open_time, open, high, low, close, volume) from stdin (format binary)";

    private static final String SMALLEST_STEP = """
            select (extract(epoch from min(step)) * 1000)::bigint
            from (select open_time - lag(open_time) over (order by open_time) as step
                  from candle_staging where batch_id = ?) as steps
            where step > interval '0'
            """;

    private static final String CONTRADICTED = """
            select count(*)
            from (select from candle_staging where batch_id = ?
                  group by open_time
                  having (min(open), min(high), min(low), min(close), min(volume))
                      <> (max(open), max(high), max(low), max(close), max(volume))) as times
            """;

    private final Database database;
    private final long id;
    private final OffsetDateTime startedAt;
    private final CandlePipe pipe;
    private boolean ascending = true;
    private long size;
    private long firstOpen = Long.MAX_VALUE;
    private long lastOpen = Long.MIN_VALUE;

    /** @param pipe sends its candles; batches of one caller may share it */
    CandleBatch(Database database, CandlePipe pipe, long id, OffsetDateTime startedAt) {
        this.database = database;
        this.id = id;
        this.startedAt = startedAt;
        this.pipe = pipe;
    }

    static CandlePipe pipe(Database database, ThreadFactory threads) {
        return new CandlePipe(database, COPY_IN, work -> start(threads, work), CandleBatch::await);
    }

    CandlePipe pipe() {
        return pipe;
    }

    long id() {
        return id;
    }

    /** When the batch was opened, by the database's clock. */
    public OffsetDateTime startedAt() {
        return startedAt;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long firstOpen() {
        return firstOpen;
    }

    @Override
    public long lastOpen() {
        return lastOpen;
    }

    @Override
    public void add(long line, long openTime, double open, double high, double low, double close, double volume) {
        pipe.room().stage(id, line, openTime, open, high, low, close, volume);
        size++;
        ascending &= openTime > lastOpen;
        firstOpen = Math.min(firstOpen, openTime);
        lastOpen = Math.max(lastOpen, openTime);
    }

    /** Whether every candle was later than the previous one. */
    public boolean isAscending() {
        return ascending;
    }

    /** Sends what was added, on the caller's thread; to be called before the batch is merged. */
    public void flush() {
        pipe.flushHere();
    }

    private static FutureTask<Void> start(ThreadFactory threads, Callable<Void> work) {
        FutureTask<Void> started = new FutureTask<>(work);
        threads.newThread(started).start();
        return started;
    }

    private static void await(Future<Void> started) {
        try {
            started.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while candles were sent", e);
        }
    }

    /**
     * How many times were added again with other values; sorts the batch unless each candle was later than the previous
     * one.
     */
    @Override
    public long contradicted() {
        return ascending
                ? 0
                : database.first(CONTRADICTED, row -> row.getLong(1), id).orElse(0L);
    }

    /** The least time between two bars; sorts the batch. */
    @Override
    public OptionalLong smallestStep() {
        return database.query(
                        SMALLEST_STEP,
                        row -> {
                            long step = row.getLong(1);
                            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(step);
                        },
                        id)
                .get(0);
    }

    @Override
    public void close() {
        try {
            pipe.awaitSent();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "What was being sent is dropped with the rest", e);
        }
        database.update("delete from candle_staging where batch_id = ?", id);
        database.update("delete from candle_batch where id = ?", id);
    }
}

package dev.quarry.marketdata.store;

import dev.quarry.platform.sql.Database;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Candles of one attempt on their way in. They stand in the staging table until they are merged into their series, so
 * that memory stays small and a file that breaks half-way changes nothing. While the caller reads on, a thread of the
 * batch's own sends what is full. Closing drops what is staged. Not thread-safe.
 */
public final class CandleBatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CandleBatch.class.getName());

    private static final String COPY_IN =
            "copy candle_staging (batch_id, line, open_time, open, high, low, close, volume) from stdin (format binary)";

    private static final String SMALLEST_STEP = """
            select (extract(epoch from min(step)) * 1000)::bigint
            from (select open_time - lag(open_time) over (order by open_time) as step
                  from candle_staging where batch_id = ?) as steps
            where step > interval '0'
            """;

    private final Database database;
    private final ThreadFactory threads;
    private final long id;
    private final OffsetDateTime startedAt;
    private CandleCopy.Rows rows = new CandleCopy.Rows();
    private CandleCopy.Rows spare;
    private FutureTask<Void> sending;
    private boolean ascending = true;
    private long size;
    private long firstOpen = Long.MAX_VALUE;
    private long lastOpen = Long.MIN_VALUE;

    CandleBatch(Database database, ThreadFactory threads, long id, OffsetDateTime startedAt) {
        this.database = database;
        this.threads = threads;
        this.id = id;
        this.startedAt = startedAt;
    }

    long id() {
        return id;
    }

    /** When the batch was opened, by the database's clock. */
    public OffsetDateTime startedAt() {
        return startedAt;
    }

    /** How many candles were added, repeated times included. */
    public long size() {
        return size;
    }

    /** The earliest bar open, milliseconds since the epoch; the greatest long when empty. */
    public long firstOpen() {
        return firstOpen;
    }

    /** The latest bar open, milliseconds since the epoch; the least long when empty. */
    public long lastOpen() {
        return lastOpen;
    }

    /** Adds a candle that keeps the rules; of two with the same time the one with the higher line will count. */
    public void add(long line, long openTime, double open, double high, double low, double close, double volume) {
        if (rows.isFull()) {
            sendMeanwhile();
        }
        rows.add(id, line, openTime, open, high, low, close, volume);
        size++;
        ascending &= openTime > lastOpen;
        firstOpen = Math.min(firstOpen, openTime);
        lastOpen = Math.max(lastOpen, openTime);
    }

    /** True when every candle was later than the one before. */
    public boolean isAscending() {
        return ascending;
    }

    /** Sends what was added, on the caller's thread; call it before the batch is merged. */
    public void flush() {
        awaitSent();
        send(rows);
    }

    private void sendMeanwhile() {
        awaitSent();
        CandleCopy.Rows full = rows;
        rows = spare == null ? new CandleCopy.Rows() : spare;
        spare = full;
        sending = new FutureTask<>(() -> send(full), null);
        threads.newThread(sending).start();
    }

    private void awaitSent() {
        if (sending == null) {
            return;
        }
        FutureTask<Void> awaited = sending;
        sending = null;
        try {
            awaited.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while candles were sent", e);
        }
    }

    private void send(CandleCopy.Rows rows) {
        if (rows.count() == 0) {
            return;
        }
        ByteBuffer message = rows.finished();
        database.call(connection -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY_IN);
            try {
                copy.writeToCopy(message.array(), 0, message.limit());
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
        rows.clear();
    }

    /** The least time between two bars of the batch in milliseconds; empty with fewer than two. Sorts the batch. */
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
            awaitSent();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "What was being sent is dropped with the rest", e);
        }
        database.update("delete from candle_staging where batch_id = ?", id);
        database.update("delete from candle_batch where id = ?", id);
    }
}

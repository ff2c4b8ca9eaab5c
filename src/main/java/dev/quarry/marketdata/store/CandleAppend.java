package dev.quarry.marketdata.store;

import dev.quarry.platform.measure.Work;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.OpenTransaction;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Appends candles directly to their series, which takes half as long as over the staging table. They are added in the
 * order of time, all later than the stored ones. The series stays locked until they are stored or dropped; closing
 * drops them unless {@link #store} was called. Not thread-safe.
 */
public final class CandleAppend implements IncomingCandles, AutoCloseable {

    private static final String COPY_IN =
            "copy candle (series_id, open_time, open, high, low, close, volume) from stdin (format binary)";

    private final OpenTransaction transaction;
    private final Database database;
    private final SeriesStore series;
    private final WorkCounter counter;
    private final StoredSeries stored;
    private final OffsetDateTime startedAt;
    private final CandlePipe pipe;
    private long size;
    private long distinct;
    private long firstOpen = Long.MAX_VALUE;
    private long lastOpen = Long.MIN_VALUE;
    private long smallestStep = Long.MAX_VALUE;
    private final double[] last = new double[5];
    private boolean contradicted;
    private long contradictions;

    CandleAppend(
            OpenTransaction transaction,
            Database database,
            SeriesStore series,
            WorkCounter counter,
            Supplier<StoredSeries> lock) {
        this.transaction = transaction;
        this.database = database;
        this.series = series;
        this.counter = counter;
        this.stored = transaction.call(lock);
        this.startedAt =
                transaction.call(() -> database.first("select now()", row -> row.getObject(1, OffsetDateTime.class))
                        .orElseThrow());
        this.pipe = new CandlePipe(database, COPY_IN, transaction::submit, transaction::outcome);
    }

    /** When this was begun, by the database's clock. */
    public OffsetDateTime startedAt() {
        return startedAt;
    }

    /** @throws NoAppendException when it is not later than the previous one and all stored ones */
    @Override
    public void add(long line, long openTime, double open, double high, double low, double close, double volume) {
        if (openTime < lastOpen || distinct == 0 && !isBeyond(openTime)) {
            throw new NoAppendException();
        }
        size++;
        if (openTime == lastOpen) {
            contradict(open, high, low, close, volume);
            pipe.rows().takeBack();
        } else {
            if (distinct++ == 0) {
                firstOpen = openTime;
            } else {
                smallestStep = Math.min(smallestStep, openTime - lastOpen);
            }
            lastOpen = openTime;
            contradicted = false;
        }
        last[0] = open;
        last[1] = high;
        last[2] = low;
        last[3] = close;
        last[4] = volume;
        pipe.room().store(stored.id(), openTime, open, high, low, close, volume);
    }

    private void contradict(double... values) {
        if (!contradicted && !Arrays.equals(values, last)) {
            contradicted = true;
            contradictions++;
        }
    }

    private boolean isBeyond(long openTime) {
        return stored.lastOpen() == null
                || openTime > stored.lastOpen().toInstant().toEpochMilli();
    }

    /** The series as it was when this was begun. */
    public StoredSeries stored() {
        return stored;
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
    public OptionalLong smallestStep() {
        return distinct < 2 ? OptionalLong.empty() : OptionalLong.of(smallestStep);
    }

    @Override
    public long contradicted() {
        return contradictions;
    }

    /** The changes that {@link #store} makes to the series. */
    public MergeCounts counts() {
        return new MergeCounts(distinct, 0, 0);
    }

    /**
     * Stores what was added.
     *
     * @param last called in the same transaction, with the series as it is then; when it throws, nothing is stored
     */
    public <T> T store(Function<StoredSeries, T> last) {
        pipe.flush();
        T result = transaction.call(() -> last.apply(distinct == 0 ? stored : recordChange()));
        transaction.commit();
        counter.add(Work.INGESTION_BARS, distinct);
        return result;
    }

    private StoredSeries recordChange() {
        SeriesChange change = series.beginChange(stored.id());
        change.noteAdded(database, firstOpen, lastOpen);
        return series.recordChange(change, counts(), firstOpen, lastOpen);
    }

    @Override
    public void close() {
        transaction.close();
    }
}

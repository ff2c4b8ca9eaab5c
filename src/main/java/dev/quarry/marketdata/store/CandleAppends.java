package dev.quarry.marketdata.store;

import dev.quarry.marketdata.Series;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.OpenTransaction;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** Begins to append candles to a series. */
@ApplicationScoped
public class CandleAppends {

    private final Database database;
    private final Transactions transactions;
    private final ThreadFactory threads;
    private final SeriesStore series;
    private final WorkCounter counter;

    @Inject
    public CandleAppends(
            Database database,
            Transactions transactions,
            ThreadFactory threads,
            SeriesStore series,
            WorkCounter counter) {
        this.database = database;
        this.transactions = transactions;
        this.threads = threads;
        this.series = series;
        this.counter = counter;
    }

    /** Locks the series, created when it is new; other writers of it wait until the append is closed. */
    public CandleAppend begin(Series requested) {
        return begin(() -> series.lock(requested));
    }

    /**
     * {@link #begin} for a request, which does not wait for a long import.
     *
     * @throws dev.quarry.platform.problem.ProblemException 409 when another writer keeps the series locked
     */
    public CandleAppend beginSoon(Series requested) {
        return begin(() -> series.lockSoon(requested));
    }

    private CandleAppend begin(Supplier<StoredSeries> lock) {
        OpenTransaction transaction = OpenTransaction.begin(transactions, threads);
        try {
            return new CandleAppend(transaction, database, series, counter, lock);
        } catch (RuntimeException e) {
            transaction.close();
            throw e;
        }
    }
}

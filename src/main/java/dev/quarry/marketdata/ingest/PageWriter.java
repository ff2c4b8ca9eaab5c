package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.CandleBatch;
import dev.quarry.marketdata.store.CandleStaging;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.KnownRangeStore;
import dev.quarry.marketdata.store.MergeCounts;
import dev.quarry.marketdata.store.SeriesChange;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.marketdata.store.UnfinishedCandleStore;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.series.Bars;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Stores the answers of an exchange, one per transaction: their bars and that these are known, as long as the attempt
 * owns its job. What is stored before a fault stays.
 */
@ApplicationScoped
class PageWriter {

    private final CandleStaging staging;
    private final SeriesStore series;
    private final CandleStore candles;
    private final KnownRangeStore known;
    private final UnfinishedCandleStore unfinished;
    private final Transactions transactions;

    @Inject
    PageWriter(
            CandleStaging staging,
            SeriesStore series,
            CandleStore candles,
            KnownRangeStore known,
            UnfinishedCandleStore unfinished,
            Transactions transactions) {
        this.staging = staging;
        this.series = series;
        this.candles = candles;
        this.known = known;
        this.unfinished = unfinished;
        this.transactions = transactions;
    }

    /**
     * The parts of a range that have to be requested.
     *
     * @param again true: all of it
     */
    List<BarRange> missing(Series requested, BarRange range, boolean again, JobContext job) {
        if (range.isEmpty() || again) {
            return range.isEmpty() ? List.of() : List.of(range);
        }
        long before = series.find(requested).map(StoredSeries::id).orElse(-1L);
        if (before >= 0 && !known.lacks(before, range)) {
            return List.of();
        }
        return transactions.inNew(() -> {
            long id = series.lock(requested).id();
            known.learn(id, requested.timeframe(), range);
            List<BarRange> missing = known.missing(id, range);
            job.fence();
            return missing;
        });
    }

    /** The raster of the series, also before it has bars. */
    BarRaster raster(Series requested) {
        return series.find(requested)
                .map(stored -> stored.raster(requested.timeframe()))
                .orElseGet(() -> BarRaster.standard(requested.timeframe()));
    }

    /** Whether part of a range may have to be requested; {@link #missing} decides. */
    boolean mayLack(Series requested, BarRange range) {
        return !range.isEmpty()
                && series.find(requested)
                        .map(stored -> known.lacks(stored.id(), range))
                        .orElse(true);
    }

    /**
     * Stores an answer.
     *
     * @param seenAt a time before the exchange was called, milliseconds since the epoch
     */
    MergeCounts store(Series requested, CheckedPage page, long seenAt, JobContext job) {
        try (CandleBatch batch = staging.open(job.jobId())) {
            Bars bars = page.bars();
            for (int i = 0; i < page.finished(); i++) {
                batch.add(
                        i,
                        bars.openTime()[i],
                        bars.open()[i],
                        bars.high()[i],
                        bars.low()[i],
                        bars.close()[i],
                        bars.volume()[i]);
            }
            batch.flush();
            return transactions.inNew(() -> {
                StoredSeries stored = series.lock(requested);
                MergeCounts counts = MergeCounts.NONE;
                if (page.finished() > 0) {
                    requireRaster(stored.raster(requested.timeframe()), batch.firstOpen());
                    SeriesChange change = series.beginChange(stored.id());
                    counts = candles.merge(batch, change, batch.firstOpen(), batch.lastOpen() + 1);
                    if (counts.changedAnything()) {
                        series.recordChange(change, counts, batch.firstOpen(), batch.lastOpen());
                    }
                }
                page.known().forEach(range -> known.add(stored.id(), range));
                page.doubtful().forEach(range -> known.doubt(stored.id(), range));
                known.suspend(stored.id(), page.fresh());
                if (page.hasUnfinished()) {
                    unfinished.put(stored.id(), bars, page.finished(), seenAt);
                }
                unfinished.dropFinished(stored.id());
                job.fence();
                return counts;
            });
        }
    }

    private static void requireRaster(BarRaster raster, long open) {
        if (!raster.isOpen(open)) {
            throw new JobFailedException(
                    "An import has just stored bars of the series that open at other times; ingest these again.");
        }
    }

    /** Records that the exchange has no trade in a range, which is trusted when it was answered twice. */
    void storeEmpty(Series requested, BarRange range, JobContext job) {
        transactions.runInNew(() -> {
            known.doubt(series.lock(requested).id(), range);
            job.fence();
        });
    }
}

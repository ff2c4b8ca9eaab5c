package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.marketdata.ingest.IngestionResult.Bounds;
import dev.quarry.marketdata.ingest.IngestionResult.Range;
import dev.quarry.marketdata.store.CandleAppend;
import dev.quarry.marketdata.store.CandleBatch;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.IncomingCandles;
import dev.quarry.marketdata.store.MergeCounts;
import dev.quarry.marketdata.store.SeriesChange;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.spark.SparkEngines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Merges a batch into its series, stretch by stretch, so that a cancellation is noticed in between. */
@ApplicationScoped
public class SeriesWriter {

    private static final int BARS_A_STRETCH = 50_000;

    private final SeriesStore series;
    private final CandleStore candles;

    private final SparkEngines spark;

    @Inject
    public SeriesWriter(SeriesStore series, CandleStore candles, SparkEngines spark) {
        this.series = series;
        this.candles = candles;
        this.spark = spark;
    }

    /** What is stored of the series; empty when it has no bars. */
    public Optional<SeriesRaster.Stored> stored(Series requested) {
        return series.find(requested).flatMap(StoredSeries::opens);
    }

    /** Merges a batch, in the caller's transaction. */
    IngestionResult merge(IngestionRequest request, Intake intake, CandleBatch batch, JobContext job) {
        Series requested = request.series();
        StoredSeries stored = series.lock(requested);
        intake.requireRasterOf(stored);
        SeriesChange change = series.beginChange(stored.id());
        MergeCounts counts = mergeStretches(batch, change, requested.timeframe().millis() * BARS_A_STRETCH, job);
        if (counts.changedAnything()) {
            stored = series.recordChange(change, counts, batch.firstOpen(), batch.lastOpen());
        }
        long returned = candles.count(stored.id(), firstReturned(request, batch), lastReturned(request, batch));
        return result(request, intake, batch, stored, counts, returned);
    }

    /** The result for bars that the caller's transaction appended to the series, which need not be counted. */
    IngestionResult appended(IngestionRequest request, Intake intake, CandleAppend append, StoredSeries stored) {
        long first = firstReturned(request, append);
        long before = first < append.firstOpen() ? candles.count(stored.id(), first, append.firstOpen() - 1) : 0;
        MergeCounts counts = append.counts();
        return result(request, intake, append, stored, counts, before + counts.added());
    }

    private IngestionResult result(
            IngestionRequest request,
            Intake intake,
            IncomingCandles incoming,
            StoredSeries stored,
            MergeCounts counts,
            long returned) {
        Series requested = request.series();
        series.keepSession(stored, intake.session());
        return new IngestionResult(
                requested.exchange(),
                request.symbol(),
                requested.timeframe().code(),
                new Range(request.startTs(), request.endTs()),
                new Bounds(stored.firstOpen(), stored.lastOpen()),
                returned,
                counts.total(),
                counts.added(),
                counts.replaced(),
                counts.unchanged(),
                incoming.size() - counts.total(),
                intake.outside(),
                intake.refused(),
                intake.firstRefused(),
                List.of(),
                List.of(),
                spark.versionByDefault()
                        .map(version -> SparkStats.of(
                                version,
                                candles.figures(
                                        stored.id(),
                                        firstReturned(request, incoming),
                                        lastReturned(request, incoming))))
                        .orElse(null));
    }

    private MergeCounts mergeStretches(CandleBatch batch, SeriesChange change, long stretch, JobContext job) {
        MergeCounts counts = MergeCounts.NONE;
        for (long from = batch.firstOpen(); from <= batch.lastOpen(); from += stretch) {
            counts = counts.plus(candles.merge(batch, change, from, from + stretch));
            job.progress(
                    counts.total(),
                    batch.size(),
                    String.format(Locale.ROOT, "Stored %,d of %,d bars", counts.total(), batch.size()));
        }
        return counts;
    }

    private static long firstReturned(IngestionRequest request, IncomingCandles incoming) {
        return request.startTs() == null
                ? incoming.firstOpen()
                : request.startTs().toInstant().toEpochMilli();
    }

    private static long lastReturned(IngestionRequest request, IncomingCandles incoming) {
        return request.endTs() == null
                ? incoming.lastOpen()
                : request.endTs().toInstant().toEpochMilli();
    }
}

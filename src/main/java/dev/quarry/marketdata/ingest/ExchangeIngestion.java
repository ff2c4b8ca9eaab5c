package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.ingest.IngestionResult.Bounds;
import dev.quarry.marketdata.ingest.IngestionResult.Range;
import dev.quarry.marketdata.ingest.IngestionResult.Unavailable;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.MergeCounts;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.spark.SparkEngines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ingestion whose source is an exchange. */
@ApplicationScoped
public class ExchangeIngestion {

    private final ExchangeFetch fetch;
    private final SeriesStore series;
    private final CandleStore candles;

    private final SparkEngines spark;

    @Inject
    ExchangeIngestion(ExchangeFetch fetch, SeriesStore series, CandleStore candles, SparkEngines spark) {
        this.fetch = fetch;
        this.series = series;
        this.candles = candles;
        this.spark = spark;
    }

    /** The raster of the series, also before it has bars. */
    public BarRaster raster(Series series) {
        return fetch.raster(series);
    }

    public IngestionResult run(IngestionRequest request, Exchange exchange, JobContext job) {
        job.progress(0, 1, "Fetching + caching OHLCV");
        Series requested = request.series();
        BarRange range = fetch.range(
                requested,
                request.startTs().toInstant().toEpochMilli(),
                request.endTs() == null
                        ? Long.MAX_VALUE / 2
                        : request.endTs().toInstant().toEpochMilli(),
                true);
        FetchReport report = fetch.fetch(exchange, requested, range, request.again(), job);
        if (report.refused() > 0) {
            job.warn(String.format(
                    Locale.ROOT,
                    "Refused %,d rows of %s; the first: %s",
                    report.refused(),
                    exchange.name(),
                    report.firstRefused().get(0)));
        }
        IngestionResult result = result(request, exchange, range, report);
        if (result.rowsReturned() == 0) {
            job.warn(String.format(
                    Locale.ROOT,
                    "%s gave no %s bar of %s in the range, and none is stored; the next ingestion asks again.",
                    exchange.name(),
                    requested.timeframe().code(),
                    request.symbol()));
        }
        job.progress(1, 1, "Ingestion complete");
        return result;
    }

    private IngestionResult result(IngestionRequest request, Exchange exchange, BarRange range, FetchReport report) {
        Series requested = request.series();
        Optional<StoredSeries> stored = series.find(requested);
        MergeCounts counts = report.counts();
        List<Unavailable> unavailable = report.unavailable().stream()
                .map(lacking -> new Unavailable(
                        Timestamps.utc(lacking.from()),
                        Timestamps.utc(lacking.to() - requested.timeframe().millis()),
                        lacking.bars(requested.timeframe()),
                        exchange.limits()))
                .toList();
        return new IngestionResult(
                requested.exchange(),
                request.symbol(),
                requested.timeframe().code(),
                new Range(request.startTs(), request.endTs()),
                new Bounds(
                        stored.map(StoredSeries::firstOpen).orElse(null),
                        stored.map(StoredSeries::lastOpen).orElse(null)),
                stored.map(s -> range.isEmpty() ? 0L : candles.count(s.id(), range.from(), range.to() - 1))
                        .orElse(0L),
                counts.total(),
                counts.added(),
                counts.replaced(),
                counts.unchanged(),
                report.duplicates(),
                0,
                report.refused(),
                report.firstRefused(),
                unavailable,
                List.of(),
                stored.filter(s -> !range.isEmpty())
                        .flatMap(s -> spark.versionByDefault()
                                .map(version ->
                                        SparkStats.of(version, candles.figures(s.id(), range.from(), range.to() - 1))))
                        .orElse(null));
    }
}

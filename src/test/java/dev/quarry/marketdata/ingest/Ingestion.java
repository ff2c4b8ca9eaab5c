package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.ingest.series.PricesWatchHandler;
import dev.quarry.marketdata.store.CandleAppends;
import dev.quarry.marketdata.store.CandleStaging;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.KnownRangeStore;
import dev.quarry.marketdata.store.PriceCache;
import dev.quarry.marketdata.store.RequestBudgetStore;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StagingSpace;
import dev.quarry.marketdata.store.StoredPriceHistory;
import dev.quarry.marketdata.store.UnfinishedCandleStore;
import dev.quarry.marketdata.store.ViewedPrices;
import dev.quarry.marketdata.store.upload.UploadStore;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.spark.SparkEngines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The whole way of a price from a file to a reader, wired as on the server, over a test database. */
public final class Ingestion {

    private static final long CACHE_BYTES = 1 << 26;

    public final SeriesStore series;
    public final UploadStore uploads;
    public final StoredPriceHistory history;
    public final KnownRangeStore known;
    public final UnfinishedCandleStore unfinished;
    public final RequestBudgetStore budgets;
    public final FetchedPriceHistory complete;
    public final PricesIngestHandler handler;
    public final PricesWatchHandler watch;

    /** The ranges that requests have had jobs fetch, in order. */
    final List<BarRange> requested = new ArrayList<>();

    private volatile OptionalLong fixedTime = OptionalLong.empty();

    public Ingestion(TestDatabase database, Path importDirectory) {
        this(database, importDirectory, List.of());
    }

    /** With exchanges too. */
    public Ingestion(TestDatabase database, Path importDirectory, List<Exchange> exchangeBeans) {
        this(database, importDirectory, exchangeBeans, SparkEngines.none());
    }

    Ingestion(TestDatabase database, Path importDirectory, List<Exchange> exchangeBeans, SparkEngines spark) {
        var sql = database.database();
        var candles = new CandleStore(sql);
        var settings = new ImportSettings(
                Optional.ofNullable(importDirectory).map(Path::toString), Long.MAX_VALUE, Long.MAX_VALUE);
        series = new SeriesStore(sql);
        uploads = new UploadStore(sql);
        history = new StoredPriceHistory(series, candles, new PriceCache(CACHE_BYTES), new ViewedPrices(sql));
        known = new KnownRangeStore(sql);
        unfinished = new UnfinishedCandleStore(sql);
        budgets = new RequestBudgetStore(sql) {
            @Override
            public long now() {
                return fixedTime.orElseGet(super::now);
            }
        };
        var staging = new CandleStaging(sql, Thread::new);
        var exchanges = new Exchanges(exchangeBeans);
        var calls = new ExchangeCalls(budgets, new FetchSettings(null, Duration.ofMillis(20), Duration.ofSeconds(2)));
        var fetch = new ExchangeFetch(
                calls, new PageWriter(staging, series, candles, known, unfinished, database.transactions()));
        var exchangeIngestion = new ExchangeIngestion(fetch, series, candles, spark);
        watch = new PricesWatchHandler(exchanges, calls, exchangeIngestion);
        complete = new FetchedPriceHistory(history, exchanges, fetch, requested());
        var file = new FileSource(new ImportDirectory(settings), settings, uploads);
        var writer = new SeriesWriter(series, candles, spark);
        handler = new PricesIngestHandler(
                new PriceSources(List.of(new SampleSource(), file), exchanges),
                exchangeIngestion,
                new CandleAppends(sql, database.transactions(), Thread::new, series, WorkCounter.NONE),
                staging,
                new StagingSpace(sql, database.transactions()),
                writer,
                new ManySeriesIngestion(file, staging, writer, database.transactions()),
                uploads,
                database.transactions());
    }

    /** Runs the job of a request at once. */
    private RequestedFetch requested() {
        return new RequestedFetch(null, null, 0) {
            @Override
            void await(Series series, BarRange range) {
                requested.add(range);
                try {
                    handler.run(
                            new IngestionRequest(
                                    series.exchange(),
                                    series.symbol(),
                                    series.timeframe().code(),
                                    Instant.ofEpochMilli(range.from()).atOffset(ZoneOffset.UTC),
                                    Instant.ofEpochMilli(range.to() - 1).atOffset(ZoneOffset.UTC),
                                    null,
                                    null,
                                    null,
                                    null),
                            new RecordedJob(requested.size()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** From now on that is the time by which bars are finished, milliseconds since the epoch; it does not go on. */
    void at(long time) {
        fixedTime = OptionalLong.of(time);
    }

    /** Uploads a file and describes its ingestion. */
    public IngestionRequest upload(String symbol, String timeframe, String text) throws IOException {
        return upload(symbol, timeframe, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The same for a file of any size. */
    public IngestionRequest upload(String symbol, String timeframe, InputStream content) throws IOException {
        long id = uploads.receive("prices.csv", content).id();
        return new IngestionRequest("file", symbol, timeframe, null, null, null, null, id, null);
    }

    /** The same request for a part of the time. */
    public static IngestionRequest between(IngestionRequest request, String start, String end) {
        return new IngestionRequest(
                request.exchange(),
                request.symbol(),
                request.timeframe(),
                start == null ? null : OffsetDateTime.parse(start),
                end == null ? null : OffsetDateTime.parse(end),
                request.source(),
                request.file(),
                request.uploadId(),
                request.format());
    }
}

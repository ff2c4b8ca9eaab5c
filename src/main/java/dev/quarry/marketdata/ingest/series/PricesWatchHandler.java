package dev.quarry.marketdata.ingest.series;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.RetryPolicy;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.ingest.ExchangeCalls;
import dev.quarry.marketdata.ingest.ExchangeIngestion;
import dev.quarry.marketdata.ingest.Exchanges;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Completes a watched series shortly after each of its candles has closed. There is one attempt only, since the next
 * candle brings the next try. While the exchange has requested a pause, or is down, it is not called.
 */
@ApplicationScoped
public class PricesWatchHandler implements JobHandler<WatchRequest, WatchResult> {

    /** The type's name in the REST contract. */
    public static final String TYPE = "prices_watch";

    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Exchanges exchanges;
    private final ExchangeCalls calls;
    private final ExchangeIngestion ingestion;

    @Inject
    public PricesWatchHandler(Exchanges exchanges, ExchangeCalls calls, ExchangeIngestion ingestion) {
        this.exchanges = exchanges;
        this.calls = calls;
        this.ingestion = ingestion;
    }

    @Override
    public JobType type() {
        return new JobType(TYPE, Lane.IO, ONCE);
    }

    @Override
    public Class<WatchRequest> parameters() {
        return WatchRequest.class;
    }

    @Override
    public List<Violation> check(WatchRequest request) {
        IngestionRequest ingested = request.ingestion();
        return exchanges
                .find(ingested.sourceName())
                .map(exchange -> Exchanges.check(exchange, ingested))
                .orElseGet(() -> List.of(new Violation(
                        "exchange", "must be one that can be asked: " + String.join(", ", exchanges.names()))));
    }

    /** The raster of the series that it keeps complete. */
    BarRaster raster(IngestionRequest request) {
        return ingestion.raster(request.series());
    }

    @Override
    public WatchResult run(WatchRequest request, JobContext job) {
        IngestionRequest ingested = request.ingestion();
        Exchange exchange = exchanges
                .find(ingested.sourceName())
                .orElseThrow(() -> new JobFailedException(request.exchange() + " is no source of prices here."));
        Duration closed = calls.closedFor(exchange);
        if (!closed.isZero()) {
            String reason = String.format(
                    Locale.ROOT,
                    "%s is not asked for another %d s, because it asked for a pause or is down",
                    exchange.name(),
                    closed.toSeconds());
            job.warn(reason);
            return new WatchResult(reason, null);
        }
        calls.awaitLastClose(raster(ingested), job);
        return new WatchResult(null, ingestion.run(ingested, exchange, job));
    }
}

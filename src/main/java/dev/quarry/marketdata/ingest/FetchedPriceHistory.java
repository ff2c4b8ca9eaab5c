package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.store.StoredPriceHistory;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/** The stored prices, completed from the exchange of the series when a job needs them without gaps. */
@ApplicationScoped
public class FetchedPriceHistory implements PriceHistory {

    private final StoredPriceHistory stored;
    private final Exchanges exchanges;
    private final ExchangeFetch fetch;
    private final RequestedFetch requested;
    private final AskedInVain inVain = new AskedInVain();

    @Inject
    public FetchedPriceHistory(
            StoredPriceHistory stored, Exchanges exchanges, ExchangeFetch fetch, RequestedFetch requested) {
        this.stored = stored;
        this.exchanges = exchanges;
        this.fetch = fetch;
        this.requested = requested;
    }

    @Override
    public Prices load(Series series, OffsetDateTime start, OffsetDateTime end) {
        return stored.load(series, start, end);
    }

    @Override
    public Prices load(Series series, OffsetDateTime start, OffsetDateTime end, PriceView view) {
        return stored.load(series, start, end, view);
    }

    @Override
    public PriceHistory asOf(OffsetDateTime time) {
        return stored.asOf(time);
    }

    @Override
    public Prices loadComplete(Series series, OffsetDateTime start, OffsetDateTime end, JobContext job) {
        source(series).ifPresent(source -> complete(source, series, start, end, job));
        Prices prices = stored.load(series, start, end);
        if (prices.madeOf() != null) {
            job.warn(prices.origin());
        }
        return prices;
    }

    @Override
    public Prices loadRequested(Series series, OffsetDateTime start, OffsetDateTime end) {
        BarRange range = finished(series, start, end);
        Optional<Exchange> source = source(series);
        source.ifPresent(exchange -> request(exchange, series, range));
        Prices prices = stored.load(series, start, end);
        if (prices.bars().size() == 0) {
            throw ProblemException.badRequest("No OHLCV data available for requested range: "
                    + (prices.madeOf() != null
                            ? prices.origin() + " Choose a shorter timeframe"
                            : source.map(exchange -> String.format(
                                            Locale.ROOT,
                                            "%s has no bars of %s there",
                                            exchange.name(),
                                            series.symbol()))
                                    .orElseGet(() -> advice(series))));
        }
        return prices;
    }

    /** Has a job fetch what is available, unless one has just found that there is no more. */
    private void request(Exchange exchange, Series series, BarRange range) {
        BarRange worthAsking = inVain.worthAsking(series, fetch.obtainable(exchange, series, range), fetch.now());
        if (fetch.mayLack(series, worthAsking)) {
            requested.await(series, worthAsking);
            if (fetch.mayLack(series, worthAsking)) {
                inVain.remember(series, worthAsking, fetch.now());
            }
        }
    }

    private String advice(Series series) {
        return String.format(
                Locale.ROOT,
                "nothing is stored of %s there, and %s cannot be asked for it. Import a file by POST /v1/prices/import, or"
                        + " the sample by POST /v1/prices/ingest; markets written like BTC/USD are fetched from %s",
                series,
                series.exchange(),
                exchanges.names().isEmpty()
                        ? "no exchange, as quarry.exchanges says"
                        : String.join(", ", exchanges.names()));
    }

    private Optional<Exchange> source(Series series) {
        return exchanges
                .find(series.exchange())
                .filter(candidate -> Exchanges.serves(candidate, series.symbol(), fetch.raster(series)));
    }

    private BarRange finished(Series series, OffsetDateTime start, OffsetDateTime end) {
        return fetch.range(
                series, start.toInstant().toEpochMilli(), end.toInstant().toEpochMilli(), false);
    }

    private void complete(Exchange exchange, Series series, OffsetDateTime start, OffsetDateTime end, JobContext job) {
        BarRange range = finished(series, start, end);
        FetchReport report;
        try {
            report = fetch.fetch(exchange, series, range, false, job);
        } catch (JobFailedException e) {
            throw new JobFailedException(String.format(
                    Locale.ROOT,
                    "%s lacks bars between %s, and they could not be fetched: %s",
                    series,
                    range,
                    e.getMessage()));
        }
        if (!report.unavailable().isEmpty()) {
            BarRange lacking = report.unavailable().get(0);
            throw new JobFailedException(String.format(
                    Locale.ROOT,
                    "%s lacks %,d bars from %s%s: %s. Choose a later start, or import a file that has them.",
                    series,
                    lacking.bars(series.timeframe()),
                    lacking,
                    report.unavailable().size() > 1 ? " and more" : "",
                    exchange.limits()));
        }
        if (report.refused() > 0) {
            throw new JobFailedException(String.format(
                    Locale.ROOT,
                    "%s lacks bars because %,d rows of %s's answers are no bars: %s.",
                    series,
                    report.refused(),
                    exchange.name(),
                    report.firstRefused().get(0)));
        }
    }
}

package dev.quarry.marketdata.store;

import dev.quarry.backtest.Bars;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Price history from the database, by way of the node's memory. */
@ApplicationScoped
@Typed(StoredPriceHistory.class)
public class StoredPriceHistory implements PriceHistory {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final SeriesStore series;
    private final CandleStore candles;
    private final PriceCache cache;
    private final ViewedPrices views;

    @Inject
    public StoredPriceHistory(SeriesStore series, CandleStore candles, PriceCache cache, ViewedPrices views) {
        this.series = series;
        this.candles = candles;
        this.cache = cache;
        this.views = views;
    }

    /**
     * Where no bars of the timeframe are stored they are made of the longest shorter ones that are; those that are not
     * complete are left out.
     *
     * <p>The version is read before the candles: a write in between makes the entry newer than its key says, which nobody
     * will ask for again, never older.
     */
    @Override
    public Prices load(Series wanted, OffsetDateTime start, OffsetDateTime end) {
        return load(wanted, start, end, PriceView.PLAIN);
    }

    /** Only what is stored is kept in memory: events and rates are few, and may change at any time. */
    @Override
    public Prices load(Series wanted, OffsetDateTime start, OffsetDateTime end, PriceView view) {
        long from = millis(start);
        long to = millis(end);
        Optional<StoredSeries> stored = series.find(wanted).filter(row -> row.bars() > 0);
        if (stored.isEmpty()) {
            return LongerBars.source(series, wanted)
                    .map(source -> longer(wanted, source, from, to, view))
                    .orElseGet(() -> prices(wanted, new CandleColumns().toBars(wanted.timeframe())));
        }
        Prices plain = plain(wanted, stored.get(), from, to);
        Bars bars = views.funded(
                wanted, views.factors(wanted, stored.get(), view.adjust()).apply(plain.bars()), view);
        return bars == plain.bars() ? plain : prices(wanted, bars);
    }

    private Prices plain(Series wanted, StoredSeries stored, long from, long to) {
        long id = stored.id();
        PriceCache.Key key = new PriceCache.Key(id, stored.version(), from, to);
        return cache.get(key).orElseGet(() -> {
            Prices prices = prices(wanted, candles.load(id, wanted.timeframe(), from, to));
            cache.put(key, prices);
            return prices;
        });
    }

    /** Made anew each time: what is left out depends on bars outside of the range too. */
    private Prices longer(Series wanted, Series source, long from, long to, PriceView view) {
        StoredSeries row = series.find(source).orElseThrow();
        LongerBars.Made made = LongerBars.load(
                candles,
                row,
                views.factors(source, row, view.adjust()),
                source.timeframe(),
                wanted.timeframe(),
                from,
                to,
                Instant.now().toEpochMilli());
        Bars whole = views.funded(wanted, made.coverage().completeOf(made.bars()), view);
        return new Prices(
                wanted,
                whole,
                PriceDigest.of(whole) + "@" + source.timeframe().code(),
                source.timeframe(),
                made.coverage().incomplete());
    }

    /** Whoever asks for "everything" by a year that PostgreSQL cannot read gets everything. */
    private static long millis(OffsetDateTime time) {
        Instant instant = time.toInstant();
        return (instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant).toEpochMilli();
    }

    private static Prices prices(Series series, Bars bars) {
        return new Prices(series, bars, PriceDigest.of(bars));
    }
}

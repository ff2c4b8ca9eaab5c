package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.LongerBars.Source;
import dev.quarry.series.Bars;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/** The price history from the database, cached in the node's memory. */
@ApplicationScoped
@Typed(StoredPriceHistory.class)
public class StoredPriceHistory implements PriceHistory {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int TRIES = 3;

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
     * Where no bars of the timeframe are stored, they are made of the longest shorter ones that are; incomplete ones
     * are left out.
     */
    @Override
    public Prices load(Series requested, OffsetDateTime start, OffsetDateTime end) {
        return load(requested, start, end, PriceView.PLAIN);
    }

    /** Only stored bars are cached: events and rates are few, and may change at any time. */
    @Override
    public Prices load(Series requested, OffsetDateTime start, OffsetDateTime end, PriceView view) {
        return load(requested, start, end, view, AsOf.NOW);
    }

    /** Nothing is fetched, since an exchange reports what it knows now. */
    @Override
    public PriceHistory asOf(OffsetDateTime time) {
        AsOf asOf = AsOf.of(time);
        return new PriceHistory() {
            @Override
            public Prices load(Series requested, OffsetDateTime start, OffsetDateTime end) {
                return load(requested, start, end, PriceView.PLAIN);
            }

            @Override
            public Prices load(Series requested, OffsetDateTime start, OffsetDateTime end, PriceView view) {
                return StoredPriceHistory.this.load(requested, start, end, view, asOf);
            }

            @Override
            public PriceHistory asOf(OffsetDateTime other) {
                return StoredPriceHistory.this.asOf(other);
            }
        };
    }

    private Prices load(Series requested, OffsetDateTime start, OffsetDateTime end, PriceView view, AsOf asOf) {
        long from = millis(start);
        long to = millis(end);
        return LongerBars.source(series, candles, requested, asOf)
                .map(source -> source.series().equals(requested)
                        ? stored(source, from, to, view, asOf)
                        : settled(source, now -> longer(requested, now, from, to, view, asOf)))
                .orElseGet(() -> prices(requested, new CandleColumns().toBars(requested.timeframe()), null));
    }

    private Prices stored(Source source, long from, long to, PriceView view, AsOf asOf) {
        AsOf known = views.when(source.series(), view, asOf);
        Prices plain = plain(source, from, to, asOf);
        Bars bars = views.funded(
                plain.series(),
                views.factors(plain.series(), source.row(), view.adjust(), known, asOf)
                        .apply(plain.bars()),
                view,
                known);
        return view.isPlain()
                ? plain
                : new Prices(
                        plain.series(),
                        bars,
                        bars == plain.bars() ? plain.digest() : PriceDigest.of(bars),
                        null,
                        0,
                        later(plain.asOf(), known));
    }

    private Prices plain(Source source, long from, long to, AsOf asOf) {
        Optional<Prices> kept = asOf.isNow() ? cache.get(key(source, from, to)) : Optional.empty();
        return kept.orElseGet(() -> settled(source, now -> {
            Prices prices = prices(
                    now.series(), candles.load(now.row().id(), now.timeframe(), from, to, asOf), time(now, asOf));
            if (asOf.isNow()) {
                cache.put(key(now, from, to), prices);
            }
            return prices;
        }));
    }

    private static PriceCache.Key key(Source source, long from, long to) {
        return new PriceCache.Key(source.row().id(), source.row().version(), from, to);
    }

    /**
     * Bars that are made of shorter ones, computed anew each time, since what is left out also depends on bars outside
     * of the range.
     */
    private Prices longer(Series requested, Source source, long from, long to, PriceView view, AsOf asOf) {
        AsOf known = views.when(requested, view, asOf);
        LongerBars.Made made = LongerBars.load(
                candles,
                source,
                views.factors(source.series(), source.row(), view.adjust(), known, asOf),
                requested.timeframe(),
                from,
                to,
                asOf);
        Bars whole = views.funded(requested, made.coverage().completeOf(made.bars()), view, known);
        return new Prices(
                requested,
                whole,
                PriceDigest.of(whole) + "@" + source.timeframe().code(),
                source.timeframe(),
                made.coverage().incomplete(),
                later(time(source, asOf), known));
    }

    /**
     * Reads until the version is the same before and after reading the candles: a write in between would make them
     * newer than their version. A series that is written all the time is used as it is after some tries: newer, never
     * older.
     */
    private Prices settled(Source source, Function<Source, Prices> read) {
        Source now = source;
        for (int left = TRIES; ; left--) {
            Prices prices = read.apply(now);
            long version = now.row().version();
            now = new Source(now.series(), series.find(now.series()).orElse(now.row()));
            if (left == 1 || now.row().version() == version) {
                return prices;
            }
        }
    }

    /** The time as of which bars, events and rates together never change again: when the last of them changed. */
    private static OffsetDateTime later(OffsetDateTime bars, AsOf known) {
        OffsetDateTime others = known.offsetTime();
        return bars == null || others != null && others.isAfter(bars) ? others : bars;
    }

    private static OffsetDateTime time(Source source, AsOf asOf) {
        return asOf.isNow() ? source.row().changedAt() : asOf.time().atOffset(ZoneOffset.UTC);
    }

    /**
     * Milliseconds since the epoch, limited to what PostgreSQL can read, so that a request for "everything" by a year
     * beyond that works.
     */
    private static long millis(OffsetDateTime time) {
        Instant instant = time.toInstant();
        return (instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant).toEpochMilli();
    }

    private static Prices prices(Series series, Bars bars, OffsetDateTime changedAt) {
        return new Prices(series, bars, PriceDigest.of(bars), null, 0, changedAt);
    }
}

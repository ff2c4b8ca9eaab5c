package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.MarketCalendar;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.SeriesQuality;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many bars series lack by the calendars of their markets, for long lists. Counting needs all bars of each, so it
 * is done for a few at a time and remembered for some minutes.
 */
@ApplicationScoped
public class MissingBars {

    private static final int MAX_REMEMBERED = 10_000;
    private static final long MAX_OF_A_SERIES = 1_000_000;
    private static final long MAX_AT_ONCE = 1_000_000;
    private static final long REMEMBERED_MILLIS = 600_000;

    private final SeriesStore series;
    private final CandleStore candles;
    private final MarketCalendarStore calendars;
    private final Clock clock;
    private final ReentrantLock counting = new ReentrantLock();

    private final Map<Series, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Series, Count> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    private record Count(long missing, long rows, long at) {

        /** Whether a remembered count is still valid; another bar each minute changes little. */
        boolean holds(SeriesCoverage one, long now) {
            return now - at < REMEMBERED_MILLIS && Math.abs(one.rows() - rows) * 100 <= rows;
        }
    }

    @Inject
    public MissingBars(SeriesStore series, CandleStore candles, MarketCalendarStore calendars) {
        this(series, candles, calendars, Clock.systemUTC());
    }

    /** @param clock the clock by which counts expire */
    public MissingBars(SeriesStore series, CandleStore candles, MarketCalendarStore calendars, Clock clock) {
        this.series = series;
        this.candles = candles;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** The list with the numbers of missing bars; null where those are not counted yet, or the series is too long. */
    public List<SeriesCoverage> of(List<SeriesCoverage> all) {
        if (counting.tryLock()) { // whoever asks while another counts takes what is remembered
            try {
                count(all);
            } finally {
                counting.unlock();
            }
        }
        return all.stream().map(one -> one.missing(remembered(named(one)))).toList();
    }

    private void count(List<SeriesCoverage> all) {
        long left = MAX_AT_ONCE;
        for (SeriesCoverage one : all) {
            Count before = count(named(one));
            if (one.rows() <= Math.min(left, MAX_OF_A_SERIES)
                    && (before == null || !before.holds(one, clock.millis()))) {
                left -= one.rows();
                Count counted = new Count(missing(named(one)), one.rows(), clock.millis());
                synchronized (counts) {
                    counts.put(named(one), counted);
                }
            }
        }
    }

    private long missing(Series one) {
        return series.find(one)
                .map(stored -> {
                    Bars bars = candles.load(
                            stored.id(),
                            one.timeframe(),
                            AsOf.EARLIEST.toEpochMilli(),
                            AsOf.LATEST.toEpochMilli(),
                            (int) MAX_OF_A_SERIES);
                    MarketCalendar calendar =
                            calendars.find(one.market()).orElseGet(() -> MarketCalendar.learned(bars));
                    return SeriesQuality.of(bars, List.of(), calendar).missing();
                })
                .orElse(0L);
    }

    private Long remembered(Series one) {
        Count count = count(one);
        return count == null ? null : Long.valueOf(count.missing());
    }

    private Count count(Series one) {
        synchronized (counts) {
            return counts.get(one);
        }
    }

    private static Series named(SeriesCoverage one) {
        return new Series(
                one.exchange(), one.symbol(), Timeframe.of(one.timeframe()).orElseThrow());
    }
}

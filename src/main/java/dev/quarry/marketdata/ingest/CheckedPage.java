package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.CandleRules;
import dev.quarry.marketdata.Resampling;
import dev.quarry.marketdata.exchange.Candle;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.ExchangeFaultException;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One answer of an exchange: sorted, checked by the rules of candles, and converted to bars of the series.
 *
 * @param bars the bars of the requested range, the unfinished one last if there is one
 * @param finished how many of them are finished: all, or all but the last
 * @param known the range that need not be requested again; it excludes bars that were refused
 * @param doubtful where the answer has no bars at one of its edges: a fault of the exchange may look the same, so this
 *     is trusted only when it was answered twice
 * @param fresh what has ended so recently that it may still change
 * @param duplicates rows that repeat a time; the last one of a time counts
 * @param refused rows that are not bars, with the row's number
 */
record CheckedPage(
        Bars bars,
        int finished,
        List<BarRange> known,
        List<BarRange> doubtful,
        BarRange fresh,
        long duplicates,
        List<RefusedLine> refused) {

    /**
     * How long after its end a bar counts as unfinished, since an exchange may still be adding the last trades, or its
     * clock may be behind.
     */
    static final long GRACE_MILLIS = 5_000;

    /** How long after its end a bar may still change, or appear where there was no trade. */
    static final long SETTLING_MILLIS = 120_000;

    /**
     * @param exchange its name, for messages
     * @param asked the timeframe of the answer
     * @param requested the raster of the bars to make
     * @param range the requested range, on that raster
     * @param now a time before the exchange was called, milliseconds since the epoch
     * @throws ExchangeFaultException when most of its rows are not bars
     */
    static CheckedPage of(
            String exchange, CandlePage page, Timeframe asked, BarRaster requested, BarRange range, long now) {
        CandleRules rules = new CandleRules(asked, Long.MAX_VALUE);
        TreeMap<Long, Candle> good = new TreeMap<>();
        TreeSet<Long> spoilt = new TreeSet<>();
        List<RefusedLine> refused = new ArrayList<>();
        long whole = page.coveredTo() < range.to() ? requested.floor(page.coveredTo()) : range.to();
        boolean lost = false;
        long duplicates = 0;
        for (int i = 0; i < page.candles().size(); i++) {
            Candle c = page.candles().get(i);
            String fault = rules.fault(c.openTime(), c.open(), c.high(), c.low(), c.close(), c.volume());
            if (fault != null) {
                refused.add(new RefusedLine(i + 1L, fault + " (" + Instant.ofEpochMilli(c.openTime()) + ")"));
                spoilt.add(requested.floor(c.openTime()));
                lost |= !BarRaster.isOpen(asked, c.openTime());
            } else if (c.openTime() >= range.from() && c.openTime() < whole) {
                duplicates += good.put(c.openTime(), c) == null ? 0 : 1;
            }
        }
        if (refused.size() * 2 > page.candles().size()) {
            throw ExchangeFaultException.refused(String.format(
                    Locale.ROOT,
                    "The answer of %s is no list of %s bars: row %d: %s",
                    exchange,
                    asked.code(),
                    refused.get(0).line(),
                    refused.get(0).reason()));
        }
        Bars bars = bars(good, asked, requested, spoilt);
        long running = requested.floor(now - GRACE_MILLIS);
        int finished = bars.firstAtOrAfter(running);
        Bars shown = bars.slice(0, Math.min(bars.size(), finished + 1));
        BarRange covered = new BarRange(
                requested.ceiling(Math.max(range.from(), page.coveredFrom())),
                requested.floor(Math.min(range.to(), Math.min(page.coveredTo(), running))));
        BarRange settled = new BarRange(covered.from(), Math.min(covered.to(), requested.floor(now - SETTLING_MILLIS)));
        BarRange traded = finished == 0
                ? new BarRange(settled.to(), settled.to())
                : new BarRange(
                        bars.openTime()[0],
                        bars.openTime()[finished - 1] + requested.timeframe().millis());
        List<BarRange> edges = List.of(
                new BarRange(settled.from(), Math.min(traded.from(), settled.to())),
                new BarRange(Math.max(traded.to(), settled.from()), settled.to()));
        return new CheckedPage(
                shown,
                finished,
                lost
                        ? List.of()
                        : without(
                                spoilt,
                                traded.within(settled),
                                requested.timeframe().millis()),
                lost
                        ? List.of()
                        : edges.stream()
                                .flatMap(edge -> without(
                                        spoilt, edge, requested.timeframe().millis())
                                        .stream())
                                .toList(),
                new BarRange(Math.max(settled.to(), covered.from()), covered.to()),
                duplicates,
                refused);
    }

    boolean hasUnfinished() {
        return bars.size() > finished;
    }

    private static Bars bars(TreeMap<Long, Candle> good, Timeframe asked, BarRaster requested, TreeSet<Long> spoilt) {
        good.keySet().removeIf(time -> spoilt.contains(requested.floor(time)));
        int n = good.size();
        long[] openTime = new long[n];
        double[] open = new double[n];
        double[] high = new double[n];
        double[] low = new double[n];
        double[] close = new double[n];
        double[] volume = new double[n];
        int i = 0;
        for (Map.Entry<Long, Candle> entry : good.entrySet()) {
            Candle c = entry.getValue();
            openTime[i] = c.openTime();
            open[i] = c.open();
            high[i] = c.high();
            low[i] = c.low();
            close[i] = c.close();
            volume[i] = c.volume();
            i++;
        }
        Bars bars = new Bars(asked, openTime, open, high, low, close, volume);
        if (asked == requested.timeframe()) {
            return bars;
        }
        Resampling longer = new Resampling(asked, requested);
        longer.add(bars);
        return longer.bars();
    }

    private static List<BarRange> without(TreeSet<Long> spoilt, BarRange range, long step) {
        List<BarRange> known = new ArrayList<>();
        long from = range.from();
        for (long open : spoilt.subSet(range.from(), Math.max(range.from(), range.to()))) {
            known.add(new BarRange(from, open));
            from = open + step;
        }
        known.add(new BarRange(from, range.to()));
        known.removeIf(BarRange::isEmpty);
        return known;
    }
}

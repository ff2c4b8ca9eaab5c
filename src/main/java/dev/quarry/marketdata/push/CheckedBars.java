package dev.quarry.marketdata.push;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.BarSpacing;
import dev.quarry.marketdata.CandleRules;
import dev.quarry.marketdata.MovingSession;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.marketdata.store.IncomingCandles;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Bars that were checked by the rules of their series, all of them valid.
 *
 * @param order the indexes of those to store, in the order of time, each time once
 * @param session the local time of their market at which they open, where summer time moves them; else null
 */
record CheckedBars(PushedBars bars, int[] order, MovingSession session) {

    private static final String FIELD = "bars";
    private static final int LOOKED_AT = 256;
    private static final long FAR_APART_BARS = 10_000;
    private static final int ENOUGH_TO_JUDGE = 5;

    /**
     * Checks bars by the rules.
     *
     * @param stored what is stored of the series; empty when it has no bars
     * @param now milliseconds since the epoch by the database's clock; a bar that ends later is refused
     * @throws InvalidInputException naming each invalid bar by its index
     */
    static CheckedBars of(Timeframe timeframe, PushedBars bars, Optional<SeriesRaster.Stored> stored, long now) {
        SeriesRaster raster = raster(timeframe, bars.times(), stored);
        CandleRules rules = new CandleRules(raster.raster(), now);
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            String fault = rules.fault(
                    bars.time(i), bars.open(i), highest(bars, i), lowest(bars, i), bars.close(i), bars.volume(i));
            if (fault != null) {
                violations.add(new Violation(field(i), "is no bar: " + fault + "; was " + spoken(bars, i)));
            }
        }
        InvalidInputException.throwIfAny(violations);
        int[] ascending = bars.ascending();
        int kept = 0;
        for (int i = 0; i < ascending.length; i++) {
            int bar = ascending[i];
            if (kept > 0 && bars.time(ascending[kept - 1]) == bars.time(bar)) {
                if (!bars.isSame(ascending[kept - 1], bar)) {
                    violations.add(new Violation(
                            field(bar),
                            String.format(
                                    Locale.ROOT,
                                    "has the time of %s, %s, and other values",
                                    field(ascending[kept - 1]),
                                    Instant.ofEpochMilli(bars.time(bar)))));
                }
            } else {
                ascending[kept++] = bar;
            }
        }
        InvalidInputException.throwIfAny(violations);
        return new CheckedBars(bars, Arrays.copyOf(ascending, kept), raster.session());
    }

    private static SeriesRaster raster(Timeframe timeframe, long[] times, Optional<SeriesRaster.Stored> stored) {
        requireLength(timeframe, times);
        long[] first = Arrays.copyOf(times, Math.min(SeriesRaster.enoughTimes(timeframe), times.length));
        if (stored.isPresent()) {
            return SeriesRaster.continuing(timeframe, times, stored.get());
        }
        try {
            SeriesRaster found = SeriesRaster.of(timeframe, first, stored, Optional.empty());
            if (found.reading() != SeriesRaster.Reading.OPENS) {
                throw new InvalidInputException(
                        FIELD,
                        String.format(
                                Locale.ROOT,
                                "must be named by the times at which they open; %s is %s",
                                Instant.ofEpochMilli(times[0]),
                                found.reading() == SeriesRaster.Reading.CLOSES
                                        ? "the last moment of a bar"
                                        : "of days that begin at another hour in summer: send dates"));
            }
            return found;
        } catch (SeriesRaster.MismatchException e) {
            throw new InvalidInputException(FIELD, "were refused: " + e.getMessage());
        }
    }

    /**
     * Refuses bars of a longer timeframe: hourly bars, for example, all open on the raster of half hours, and would be
     * taken for half hours.
     */
    private static void requireLength(Timeframe timeframe, long[] times) {
        if (times.length < ENOUGH_TO_JUDGE) {
            return;
        }
        Map<Long, Integer> steps = new HashMap<>();
        for (int i = 1; i < Math.min(LOOKED_AT, times.length); i++) {
            steps.merge(Math.abs(times[i] - times[i - 1]), 1, Integer::sum);
        }
        int all = Math.min(LOOKED_AT, times.length) - 1;
        steps.forEach((step, count) -> {
            if (step != 0 && step != timeframe.millis() && count * 2 > all && !steps.containsKey(timeframe.millis())) {
                throw new InvalidInputException(
                        FIELD,
                        String.format(
                                Locale.ROOT,
                                "are mostly %s apart, so they are no %s bars",
                                BarSpacing.spoken(step),
                                timeframe.code()));
            }
        });
    }

    private static String field(int bar) {
        return FIELD + "[" + bar + "]";
    }

    private static String spoken(PushedBars bars, int bar) {
        return String.format(
                Locale.ROOT,
                "%s, %s, %s, %s, %s, %s",
                Instant.ofEpochMilli(bars.time(bar)),
                bars.open(bar),
                bars.high(bar),
                bars.low(bar),
                bars.close(bar),
                bars.volume(bar));
    }

    private static double highest(PushedBars bars, int bar) {
        return CandleRules.roundedUp(bars.high(bar), bars.open(bar), bars.low(bar), bars.close(bar));
    }

    private static double lowest(PushedBars bars, int bar) {
        return CandleRules.roundedDown(bars.low(bar), bars.open(bar), bars.high(bar), bars.close(bar));
    }

    /** How many bars repeat a time. */
    int duplicates() {
        return bars.size() - order.length;
    }

    /**
     * The ranges that contain them, split where they are so far apart that the stored bars in between should not be
     * read.
     */
    List<BarRange> stretches(Timeframe timeframe) {
        return cut(timeframe, FAR_APART_BARS);
    }

    /** The ranges in which they are without a gap. */
    List<BarRange> runs(Timeframe timeframe) {
        return cut(timeframe, 1);
    }

    private List<BarRange> cut(Timeframe timeframe, long bars) {
        List<BarRange> pieces = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || openTime(i) - openTime(i - 1) > bars * timeframe.millis()) {
                pieces.add(new BarRange(openTime(first), openTime(i - 1) + timeframe.millis()));
                first = i;
            }
        }
        return pieces;
    }

    private long openTime(int place) {
        return bars.time(order[place]);
    }

    /** Passes all of them on, in the order of time. */
    void addTo(IncomingCandles candles) {
        for (int bar : order) {
            candles.add(
                    bar,
                    bars.time(bar),
                    bars.open(bar),
                    highest(bars, bar),
                    lowest(bars, bar),
                    bars.close(bar),
                    bars.volume(bar));
        }
    }
}

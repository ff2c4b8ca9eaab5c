package dev.quarry.marketdata;

import dev.quarry.series.Adjust;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The factors by which bars before corporate events are multiplied, so that prices on both sides of an event can be
 * compared. They apply backwards: the latest bars keep their prices.
 *
 * <p>A split of one share into {@code r} makes prices before it {@code 1/r} and volumes {@code r} (CRSP, Data
 * Descriptions Guide, "factor to adjust price" and "factor to adjust shares": cumulative products from the latest date
 * backwards). A dividend of {@code D} makes prices before it {@code 1 - D/C}, {@code C} being the close of the last bar
 * before the ex-date as it was traded: this is the return of a holder who reinvests the dividend at that close less the
 * dividend. Volumes are adjusted for splits only.
 */
public final class AdjustmentFactors {

    /** Factors that change nothing. */
    public static final AdjustmentFactors NONE = new AdjustmentFactors(new long[0], new double[0], new double[0]);

    private final long[] before;
    private final double[] price;
    private final double[] volume;

    private AdjustmentFactors(long[] before, double[] price, double[] volume) {
        this.before = before;
        this.price = price;
        this.volume = volume;
    }

    /** A dividend that cannot belong to the series; the message is a sentence for the user. */
    public static final class ImpossibleEventException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ImpossibleEventException(String message) {
            super(message);
        }
    }

    /**
     * The first open from which a bar is traded without the event, milliseconds since the epoch. A bar of up to a day
     * counts as on the side of the event where most of it lies, since days may begin at 21:00 or 05:00 UTC; a longer
     * one as on the side where it ends.
     */
    public static long firstOpenAfter(Timeframe timeframe, CorporateEvent event) {
        long length = timeframe.millis();
        return length <= Timeframe.D1.millis() ? event.exTime() - length / 2 : event.exTime() - length + 1;
    }

    /**
     * The factors of a series.
     *
     * @param events in any order
     * @param closeBefore for each event the close of the last bar before {@link #firstOpenAfter}; NaN when there is
     *     none
     * @throws ImpossibleEventException when a dividend is not below that close
     */
    public static AdjustmentFactors of(
            Timeframe timeframe, List<CorporateEvent> events, double[] closeBefore, Adjust adjust) {
        List<Integer> latestFirst = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            boolean counts = events.get(i).kind() == CorporateEvent.Kind.SPLIT
                    ? adjust != Adjust.NONE
                    : adjust == Adjust.TOTAL_RETURN;
            if (counts && !Double.isNaN(closeBefore[i])) {
                latestFirst.add(i);
            }
        }
        latestFirst.sort(Comparator.comparingLong((Integer i) -> events.get(i).exTime())
                .thenComparing(i -> events.get(i).kind())
                .reversed());
        int n = latestFirst.size();
        AdjustmentFactors factors = new AdjustmentFactors(new long[n], new double[n], new double[n]);
        double price = 1;
        double volume = 1;
        for (int k = 0; k < n; k++) {
            CorporateEvent event = events.get(latestFirst.get(k));
            if (event.kind() == CorporateEvent.Kind.SPLIT) {
                price /= event.value();
                volume *= event.value();
            } else {
                price *= dividendFactor(event, closeBefore[latestFirst.get(k)]);
            }
            int at = n - 1 - k;
            factors.before[at] = firstOpenAfter(timeframe, event);
            factors.price[at] = price;
            factors.volume[at] = volume;
        }
        return factors;
    }

    private static double dividendFactor(CorporateEvent event, double close) {
        if (!(event.value() < close)) {
            throw new ImpossibleEventException(String.format(
                    Locale.ROOT,
                    "The dividend of %s, %s, is not below %s, the close before it: it must be as it was paid for a share of"
                            + " that day, in the money of the prices. Correct it, or ask for adjust split",
                    java.time.Instant.ofEpochMilli(event.exTime()),
                    event.value(),
                    close));
        }
        return 1 - event.value() / close;
    }

    /** The adjusted bars; the same object when nothing changes. */
    public Bars apply(Bars bars) {
        if (bars.size() == 0 || before.length == 0 || bars.openTime()[0] >= before[before.length - 1]) {
            return bars;
        }
        double[][] from = {bars.open(), bars.high(), bars.low(), bars.close(), bars.volume()};
        double[][] to = new double[from.length][bars.size()];
        int next = 0;
        for (int i = 0; i < bars.size(); i++) {
            while (next < before.length && bars.openTime()[i] >= before[next]) {
                next++;
            }
            double ofPrice = next < before.length ? price[next] : 1;
            double ofVolume = next < before.length ? volume[next] : 1;
            for (int column = 0; column < from.length; column++) {
                to[column][i] = from[column][i] * (column == from.length - 1 ? ofVolume : ofPrice);
            }
        }
        return new Bars(bars.timeframe(), bars.openTime(), to[0], to[1], to[2], to[3], to[4], bars.funding());
    }
}

package dev.quarry.series;

import java.util.Arrays;

/**
 * A price series as columns, oldest bar first. Arrays are shared, not copied: whoever holds a {@code Bars} must not
 * write to them.
 *
 * @param timeframe the length of a bar
 * @param openTime bar opens, milliseconds since the epoch, UTC, strictly ascending; bars may be missing
 * @param open first price of each bar
 * @param high highest price of each bar
 * @param low lowest price of each bar
 * @param close last price of each bar
 * @param volume traded volume of each bar, in units of the base asset
 * @param funding the sum of all funding rates that fell due up to the close of each bar, fractions of the notional that
 *     longs pay to shorts; null where no rates belong to the series
 */
public record Bars(
        Timeframe timeframe,
        long[] openTime,
        double[] open,
        double[] high,
        double[] low,
        double[] close,
        double[] volume,
        double[] funding) {

    public Bars {
        int n = openTime.length;
        if (open.length != n
                || high.length != n
                || low.length != n
                || close.length != n
                || volume.length != n
                || funding != null && funding.length != n) {
            throw new IllegalArgumentException("the columns of a series must have the same length");
        }
        for (int i = 1; i < n; i++) {
            if (openTime[i] <= openTime[i - 1]) {
                throw new IllegalArgumentException("bar " + i + " does not open after the bar before it");
            }
        }
    }

    /** Bars without funding rates. */
    public Bars(
            Timeframe timeframe,
            long[] openTime,
            double[] open,
            double[] high,
            double[] low,
            double[] close,
            double[] volume) {
        this(timeframe, openTime, open, high, low, close, volume, null);
    }

    /** The same bars with funding rates, see {@link #funding}. */
    public Bars withFunding(double[] sums) {
        return new Bars(timeframe, openTime, open, high, low, close, volume, sums);
    }

    /** The number of bars. */
    public int size() {
        return openTime.length;
    }

    /** The bars from index {@code from} (inclusive) to index {@code to} (exclusive), as a series of its own. */
    public Bars slice(int from, int to) {
        return new Bars(
                timeframe,
                Arrays.copyOfRange(openTime, from, to),
                Arrays.copyOfRange(open, from, to),
                Arrays.copyOfRange(high, from, to),
                Arrays.copyOfRange(low, from, to),
                Arrays.copyOfRange(close, from, to),
                Arrays.copyOfRange(volume, from, to),
                funding == null ? null : Arrays.copyOfRange(funding, from, to));
    }

    /**
     * The first index whose bar opens at or after that time (milliseconds since the epoch), {@link #size()} if none.
     */
    public int firstAtOrAfter(long timeMillis) {
        int at = Arrays.binarySearch(openTime, timeMillis);
        return at >= 0 ? at : -at - 1;
    }
}

package dev.quarry.strategy.language.functions;

import java.util.Arrays;

/**
 * Sums of the last n values, by additions only: a window is the end of one block of n bars and the beginning of the next, so
 * nothing that has left it can leave an error behind. Kept in two doubles, their rounding is that of one division: the mean of
 * equal values is that value, and means hardly ever differ from the rounded true ones. The slow version, which adds each
 * window afresh, is in SumsTest.
 */
final class Sums {

    private static final long UPPER_HALF = -1L << 27;

    private double high;
    private double low;

    private Sums() {}

    /** The sum of the last n values; NaN until there are as many and while one of them is NaN. */
    static double[] of(double[] values, int n) {
        return fold(values, n, 1);
    }

    /** The mean of the last n values; NaN until there are as many and while one of them is NaN. */
    static double[] means(double[] values, int n) {
        return fold(values, n, n);
    }

    private static double[] fold(double[] values, int n, double divisor) {
        double[] result = Columns.undefined(values.length);
        if (n > values.length) {
            return result;
        }
        double[] highOfEnd = new double[n];
        double[] lowOfEnd = new double[n];
        Sums sum = new Sums();
        for (int block = 0; block < values.length; block += n) {
            sum.clear();
            int end = Math.min(values.length, block + n);
            for (int bar = block; bar < end; bar++) {
                sum.add(values[bar]);
                int place = bar - block;
                if (place == n - 1) {
                    result[bar] = sum.over(divisor, 0, 0);
                } else if (block > 0) {
                    result[bar] = sum.over(divisor, highOfEnd[place + 1], lowOfEnd[place + 1]);
                }
            }
            sum.clear();
            for (int bar = end - 1; bar >= block; bar--) {
                sum.add(values[bar]);
                highOfEnd[bar - block] = sum.high;
                lowOfEnd[bar - block] = sum.low;
            }
        }
        return result;
    }

    /** The mean of as many values, one after another. */
    static double mean(double[] values, int count) {
        Sums sum = new Sums();
        Arrays.stream(values, 0, count).forEach(sum::add);
        return sum.over(count, 0, 0);
    }

    private void clear() {
        high = 0;
        low = 0;
    }

    /** Knuth's exact sum of two doubles (The Art of Computer Programming 2, 4.2.2, theorem B). */
    private void add(double value) {
        double sum = high + value;
        double part = sum - high;
        double error = (high - (sum - part)) + (value - part);
        high = sum;
        low += Double.isNaN(error) ? 0 : error;
    }

    private double over(double divisor, double otherHigh, double otherLow) {
        double sum = high + otherHigh;
        if (Double.isInfinite(sum) || Double.isNaN(sum)) {
            return sum;
        }
        double part = sum - high;
        double rest = (high - (sum - part)) + (otherHigh - part) + low + otherLow;
        double quotient = (sum + rest) / divisor;
        // Both halves of the quotient times a divisor of at most 10,000 are exact; a fused product would be slow on
        // some machines.
        double half = Double.longBitsToDouble(Double.doubleToRawLongBits(quotient) & UPPER_HALF);
        double remainder = (sum - half * divisor) - (quotient - half) * divisor + rest;
        return quotient + remainder / divisor;
    }
}

package dev.quarry.marketdata.push;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The bars of a request as columns, in the order of the request, not yet checked. Not thread-safe. */
public final class PushedBars {

    /** The most bars of a request. */
    public static final int MAX = 100_000;

    private static final int FIELDS = 5;

    private int size;
    private long[] time = new long[1024];
    private double[] values = new double[1024 * FIELDS];

    /**
     * Adds a bar.
     *
     * @param openTime milliseconds since the epoch
     */
    public void add(long openTime, double open, double high, double low, double close, double volume) {
        if (size == time.length) {
            time = Arrays.copyOf(time, size * 2);
            values = Arrays.copyOf(values, size * 2 * FIELDS);
        }
        int at = size * FIELDS;
        time[size++] = openTime;
        values[at] = open;
        values[at + 1] = high;
        values[at + 2] = low;
        values[at + 3] = close;
        values[at + 4] = volume;
    }

    /** How many bars there are. */
    public int size() {
        return size;
    }

    long time(int bar) {
        return time[bar];
    }

    double open(int bar) {
        return values[bar * FIELDS];
    }

    double high(int bar) {
        return values[bar * FIELDS + 1];
    }

    double low(int bar) {
        return values[bar * FIELDS + 2];
    }

    double close(int bar) {
        return values[bar * FIELDS + 3];
    }

    double volume(int bar) {
        return values[bar * FIELDS + 4];
    }

    /** Whether both have the same prices and volume. */
    boolean isSame(int bar, int other) {
        int a = bar * FIELDS;
        int b = other * FIELDS;
        return Arrays.equals(values, a, a + FIELDS, values, b, b + FIELDS);
    }

    long[] times() {
        return Arrays.copyOf(time, size);
    }

    /** Their indexes in the order of time; those of the same time in the order of the request. */
    int[] ascending() {
        boolean sorted = true;
        for (int i = 1; i < size; i++) {
            sorted &= time[i] >= time[i - 1];
        }
        IntStream places = IntStream.range(0, size);
        return sorted
                ? places.toArray()
                : places.boxed()
                        .sorted(Comparator.comparingLong(bar -> time[bar]))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }
}

package dev.quarry.strategy.language.evaluation;

/**
 * A line rounded to whole numbers of 20 bits, three to a long, so that a loop without branches compares three bars in each step, and
 * many where the processor has wide registers. Rounding keeps order: what differs here differs the same way in the line; where it is
 * equal here, the line itself has to be asked.
 */
final class Lanes {

    /** Bars of a word. */
    static final int BARS = 63;

    private static final int PLANES = 21;
    private static final int LARGEST = (1 << PLANES - 1) - 1;
    /** The highest bit of each lane, which no number has. */
    private static final long TOP = 1L << PLANES - 1 | 1L << 2 * PLANES - 1 | 1L << 3 * PLANES - 1;

    /** By bar of a lane, then by word: bar {@code plane + PLANES * lane} of each word. */
    private final long[][] planes;
    /** Words of which a bar has no value. */
    private final boolean[] unknown;

    private final Scale scale;

    private Lanes(double[] values, Scale scale) {
        int words = values.length / BARS;
        this.planes = new long[PLANES][words];
        this.unknown = new boolean[words];
        this.scale = scale;
        double steps = LARGEST / (scale.greatest - scale.least);
        for (int word = 0; word < words; word++) {
            for (int k = 0; k < BARS; k++) {
                double value = values[word * BARS + k];
                unknown[word] |= Double.isNaN(value);
                long rounded = (long) Math.max(0, Math.min(LARGEST, (value - scale.least) * steps));
                planes[k % PLANES][word] |= rounded << k / PLANES * PLANES;
            }
        }
    }

    /**
     * A line by a scale that others of its unit will have too: that of the prices, or one by the next power of two.
     *
     * @param prices the scale of prices
     */
    static Lanes of(double[] values, Scale prices) {
        Scale own = Scale.of(values, values);
        double middle = own.least / 2 + own.greatest / 2;
        if (middle >= prices.least && middle <= prices.greatest) {
            return new Lanes(values, prices);
        }
        double bound = Math.scalb(1.0, 1 + Math.getExponent(Math.max(-own.least, own.greatest)));
        return new Lanes(values, new Scale(own.least < 0 ? -bound : 0, bound));
    }

    /** Whether the two were rounded alike. */
    boolean comparesWith(Lanes other) {
        return scale.equals(other.scale);
    }

    int words() {
        return unknown.length;
    }

    /**
     * Compares two lines that are rounded alike, by the words of which they have values; bars of the others count as equal.
     *
     * @param atLeast is given the bars at which {@code a} is at least {@code b}, as bits of words of {@link #BARS} bars
     * @param atMost is given the bars at which it is at most that
     */
    static void compare(Lanes a, Lanes b, long[] atLeast, long[] atMost) {
        for (int plane = 0; plane < PLANES; plane++) {
            compare(a.planes[plane], b.planes[plane], atLeast, atMost);
        }
        for (int word = 0; word < a.unknown.length; word++) {
            if (a.unknown[word] || b.unknown[word]) {
                atLeast[word] = -1L >>> 1;
                atMost[word] = -1L >>> 1;
            }
        }
    }

    private static void compare(long[] a, long[] b, long[] atLeast, long[] atMost) {
        for (int word = 0; word < a.length; word++) {
            long x = a[word];
            long y = b[word];
            atLeast[word] = atLeast[word] >>> 1 | (x | TOP) - y & TOP;
            atMost[word] = atMost[word] >>> 1 | (y | TOP) - x & TOP;
        }
    }

    /** What is beyond these two values is rounded to them. */
    record Scale(double least, double greatest) {

        /** From the least of some values to the greatest of others; NaN is passed over. */
        static Scale of(double[] low, double[] high) {
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < low.length; k++) {
                least = low[k] < least ? low[k] : least;
                greatest = high[k] > greatest ? high[k] : greatest;
            }
            return new Scale(least, greatest);
        }
    }
}

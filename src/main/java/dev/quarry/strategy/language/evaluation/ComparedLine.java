package dev.quarry.strategy.language.evaluation;

/**
 * A line that is compared with others. One that is compared often is rounded to {@link Lanes}, of which many are compared at once;
 * where two lines are equal there, the values themselves are asked. The slow version is {@link Evaluation}, which asks each bar;
 * DefinedSweepTest holds them equal.
 */
final class ComparedLine {

    /** Rounding a line takes about as long as so many comparisons bar by bar. */
    private static final int COMPARISONS_BEFORE_LANES = 4;

    private final double[] values;
    private final Lanes.Scale prices;
    private int comparisons;
    private volatile Lanes lanes;

    /** @param prices from the least to the greatest price of the series */
    ComparedLine(double[] values, Lanes.Scale prices) {
        this.values = values;
        this.prices = prices;
    }

    /** The bars at which it is above the other one, or at it where that is allowed, as bits with a spare one. */
    long[] above(ComparedLine other, boolean orEqual) {
        long[] bits = new long[values.length / Long.SIZE + 1];
        Lanes own = lanes();
        Lanes others = other.lanes();
        int compared = 0;
        if (own != null && others != null && own.comparesWith(others)) {
            compareLanes(own, other, others, orEqual, bits);
            compared = own.words() * Lanes.BARS;
        }
        for (int bar = compared; bar < values.length; bar++) {
            if (isAbove(other, bar, orEqual)) {
                bits[bar >>> 6] |= 1L << bar;
            }
        }
        return bits;
    }

    private void compareLanes(Lanes own, ComparedLine other, Lanes others, boolean orEqual, long[] bits) {
        long[] atLeast = new long[own.words()];
        long[] atMost = new long[own.words()];
        Lanes.compare(own, others, atLeast, atMost);
        for (int word = 0; word < atLeast.length; word++) {
            int from = word * Lanes.BARS;
            long above = atLeast[word] & ~atMost[word];
            for (long equal = atLeast[word] & atMost[word]; equal != 0; equal &= equal - 1) {
                if (isAbove(other, from + Long.numberOfTrailingZeros(equal), orEqual)) {
                    above |= Long.lowestOneBit(equal);
                }
            }
            bits[from >>> 6] |= above << from;
            long rest = above >>> 1 >>> ~from;
            if (rest != 0) {
                bits[(from >>> 6) + 1] |= rest;
            }
        }
    }

    private boolean isAbove(ComparedLine other, int bar, boolean orEqual) {
        return orEqual ? values[bar] >= other.values[bar] : values[bar] > other.values[bar];
    }

    /** Null while it is not worth it. */
    private Lanes lanes() {
        Lanes known = lanes;
        if (known == null && ++comparisons > COMPARISONS_BEFORE_LANES) {
            known = Lanes.of(values, prices);
            lanes = known;
        }
        return known;
    }

    /** The bars at which it is above the other one and was at or below it one bar before, as bits with a spare one. */
    long[] crossesAbove(ComparedLine other) {
        long[] bits = above(other, false);
        long before = 1;
        for (int word = 0; word < bits.length; word++) {
            long above = bits[word];
            // Not above one bar ago is at or below it, or undefined, which is rare enough to be asked last.
            long begins = above & ~(above << 1 | before);
            before = above >>> 63;
            bits[word] = begins;
            for (; begins != 0; begins &= begins - 1) {
                int bar = (word << 6) + Long.numberOfTrailingZeros(begins);
                if (!(values[bar - 1] <= other.values[bar - 1])) {
                    bits[word] &= ~Long.lowestOneBit(begins);
                }
            }
        }
        return bits;
    }
}

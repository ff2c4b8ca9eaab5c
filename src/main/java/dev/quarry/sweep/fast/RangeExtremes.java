package dev.quarry.sweep.fast;

import java.util.ArrayList;
import java.util.List;

/**
 * The greatest or the least of any run of a column, without looking at each value of a long one: the extreme of each block is
 * known, and of each power of two of blocks (a sparse table). NaN is passed over.
 */
final class RangeExtremes {

    private static final int BLOCK = 16;

    private final double[] values;
    private final double sign;
    private final List<double[]> levels = new ArrayList<>();

    /** @param greatest whether the greatest is asked for, otherwise the least */
    RangeExtremes(double[] values, boolean greatest) {
        this.values = values;
        this.sign = greatest ? 1 : -1;
        double[] level = new double[values.length / BLOCK];
        for (int block = 0; block < level.length; block++) {
            level[block] = scan(Double.NEGATIVE_INFINITY, block * BLOCK, (block + 1) * BLOCK);
        }
        levels.add(level);
        for (int width = 1; 2 * width <= level.length; width *= 2) {
            double[] below = levels.get(levels.size() - 1);
            double[] above = new double[level.length - 2 * width + 1];
            for (int block = 0; block < above.length; block++) {
                above[block] = Math.max(below[block], below[block + width]);
            }
            levels.add(above);
        }
    }

    /** The extreme from index {@code from} (inclusive) to {@code to} (exclusive); the worst of infinities where there is none. */
    double of(int from, int to) {
        int firstBlock = (from + BLOCK - 1) / BLOCK;
        int endBlock = to / BLOCK;
        if (firstBlock >= endBlock) {
            return sign * scan(Double.NEGATIVE_INFINITY, from, to);
        }
        int level = 31 - Integer.numberOfLeadingZeros(endBlock - firstBlock);
        double[] known = levels.get(level);
        double best = Math.max(known[firstBlock], known[endBlock - (1 << level)]);
        best = scan(best, from, firstBlock * BLOCK);
        return sign * scan(best, endBlock * BLOCK, to);
    }

    private double scan(double best, int from, int to) {
        for (int i = from; i < to; i++) {
            double value = sign * values[i];
            if (value > best) {
                best = value;
            }
        }
        return best;
    }
}

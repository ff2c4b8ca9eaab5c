package dev.quarry.inference;

import java.util.Arrays;

/**
 * Sharpe ratios of one strategy at a time over every half of the blocks. Sums and sums of squares are tabulated for each
 * subset of the first and of the last half of the blocks, so that a split takes two look-ups instead of a pass over the
 * data; a test holds the results equal to the plain computation. Splits are numbered by their bit masks in ascending
 * order, which makes the complement of split i the split that is as far from the end.
 */
final class HalfSharpe {

    /** A variance below this share of the mean square is the rounding of equal numbers, not a spread. */
    private static final double ROUNDING = 1e-14;

    private final int blocks;
    private final int observations;
    private final int[] masks;
    private final int lowMask;
    private final Table low;
    private final Table high;

    HalfSharpe(int observations, int blocks) {
        this.blocks = blocks;
        this.observations = observations;
        int[] found = new int[1 << blocks];
        int count = 0;
        for (int mask = 0; mask < 1 << blocks; mask++) {
            if (Integer.bitCount(mask) == blocks / 2) {
                found[count++] = mask;
            }
        }
        this.masks = Arrays.copyOf(found, count);
        int half = blocks / 2;
        this.lowMask = (1 << half) - 1;
        this.low = new Table(0, half);
        this.high = new Table(half, blocks - half);
    }

    int splits() {
        return masks.length;
    }

    /** Fills {@code ratios}, one for each split, with those of its blocks; the complement's are out of sample. */
    void fill(double[] series, double[] ratios) {
        low.load(series);
        high.load(series);
        int half = blocks / 2;
        for (int split = 0; split < masks.length; split++) {
            int l = masks[split] & lowMask;
            int h = masks[split] >>> half;
            ratios[split] =
                    sharpe(low.count[l] + high.count[h], low.sum[l] + high.sum[h], low.squares[l] + high.squares[h]);
        }
    }

    private static double sharpe(int count, double sum, double squares) {
        double mean = sum / count;
        double meanSquare = squares / count;
        double variance = meanSquare - mean * mean;
        if (variance <= ROUNDING * meanSquare) {
            return mean == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, mean);
        }
        return mean / Math.sqrt(variance * count / (count - 1.0));
    }

    /** Sums over every subset of some neighbouring blocks. */
    private final class Table {

        private final int firstBlock;
        private final int[] count;
        private final double[] sum;
        private final double[] squares;

        Table(int firstBlock, int size) {
            this.firstBlock = firstBlock;
            this.count = new int[1 << size];
            this.sum = new double[1 << size];
            this.squares = new double[1 << size];
            for (int subset = 1; subset < count.length; subset++) {
                int block = firstBlock + Integer.numberOfTrailingZeros(subset);
                count[subset] = count[subset & (subset - 1)] + boundary(block + 1) - boundary(block);
            }
        }

        void load(double[] series) {
            for (int subset = 1; subset < count.length; subset++) {
                int rest = subset & (subset - 1);
                if (rest == 0) {
                    loadBlock(series, subset);
                } else {
                    int lowest = subset ^ rest;
                    sum[subset] = sum[rest] + sum[lowest];
                    squares[subset] = squares[rest] + squares[lowest];
                }
            }
        }

        private void loadBlock(double[] series, int subset) {
            int block = firstBlock + Integer.numberOfTrailingZeros(subset);
            double total = 0;
            double totalOfSquares = 0;
            for (int t = boundary(block); t < boundary(block + 1); t++) {
                total += series[t];
                totalOfSquares += series[t] * series[t];
            }
            sum[subset] = total;
            squares[subset] = totalOfSquares;
        }
    }

    private int boundary(int block) {
        return (int) ((long) block * observations / blocks);
    }
}

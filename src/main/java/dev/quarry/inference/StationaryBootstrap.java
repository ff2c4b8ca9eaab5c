package dev.quarry.inference;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws resamples of a time series that keep its dependence: blocks of geometric length with a given mean, each from a
 * random place, with the series closed to a circle. D. N. Politis and J. P. Romano (1994), "The Stationary Bootstrap",
 * Journal of the American Statistical Association 89, 1303-1313. Random numbers are those of {@link SplittableRandom};
 * the same seed gives the same resamples on every machine. Not for use by several threads.
 */
public final class StationaryBootstrap {

    private final int observations;
    private final double logOfContinuing;
    private final SplittableRandom random;

    /**
     * @param observations length of the series
     * @param meanBlockLength mean length of a block in observations, at least 1; 1 draws each observation by itself
     * @param seed of the random numbers
     * @throws IllegalArgumentException when the length or the mean is below 1
     */
    public StationaryBootstrap(int observations, double meanBlockLength, long seed) {
        if (observations < 1) {
            throw new IllegalArgumentException("there is nothing to resample");
        }
        if (!(meanBlockLength >= 1 && meanBlockLength < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the mean block length must be at least 1, not " + meanBlockLength);
        }
        this.observations = observations;
        this.logOfContinuing = StrictMath.log1p(-1 / meanBlockLength);
        this.random = new SplittableRandom(seed);
    }

    /** Fills {@code indices} with the positions that the next resample takes, in order: as many as it has room for. */
    public void next(int[] indices) {
        int filled = 0;
        while (filled < indices.length) {
            int from = nextStart();
            int length = nextLength(indices.length - filled);
            for (int i = 0; i < length; i++) {
                indices[filled++] = (from + i) % observations;
            }
        }
    }

    /**
     * The next resample as blocks: pairs of a start and an end (exclusive) in the series written twice in a row, so
     * that no block is broken at the end of the series.
     */
    int[] nextBlocks() {
        int[] blocks = new int[16];
        int used = 0;
        int filled = 0;
        while (filled < observations) {
            int from = nextStart();
            int length = nextLength(observations - filled);
            if (used == blocks.length) {
                blocks = Arrays.copyOf(blocks, 2 * used);
            }
            blocks[used++] = from;
            blocks[used++] = from + length;
            filled += length;
        }
        return Arrays.copyOf(blocks, used);
    }

    private int nextStart() {
        return random.nextInt(observations);
    }

    /** A geometric length by inversion, cut to what is still needed. */
    private int nextLength(int atMost) {
        double uniform = 1 - random.nextDouble();
        double length = 1 + Math.floor(StrictMath.log(uniform) / logOfContinuing);
        return (int) Math.min(length, atMost);
    }
}

package dev.quarry.assessment;

/**
 * Estimates how many distinct hashes there were when only the smallest ones were kept (Beyer et al. 2007, unbiased
 * estimator).
 */
public final class KeptHashes {

    private static final double RANGE = 0x1p64;

    private KeptHashes() {}

    /**
     * The number of distinct hashes; exact as long as fewer are kept than may be.
     *
     * @param size how many are kept
     * @param most how many are kept at most; if fewer are kept, there were no others
     * @param largest the largest hash that is kept, as an unsigned number
     */
    public static double distinct(int size, int most, long largest) {
        return size < most ? size : (size - 1) / (((largest >>> 1) * 2.0 + (largest & 1)) / RANGE);
    }
}

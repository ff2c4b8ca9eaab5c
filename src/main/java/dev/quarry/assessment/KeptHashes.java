package dev.quarry.assessment;

/** How many distinct hashes there were when only the smallest were kept (Beyer et al. 2007, unbiased estimator). */
public final class KeptHashes {

    private static final double RANGE = 0x1p64;

    private KeptHashes() {}

    /**
     * Exact as long as fewer are kept than could be.
     *
     * @param size how many there are
     * @param most how many are kept at most; fewer are all that there were
     * @param largest of those, as an unsigned number
     */
    public static double distinct(int size, int most, long largest) {
        return size < most ? size : (size - 1) / (((largest >>> 1) * 2.0 + (largest & 1)) / RANGE);
    }
}

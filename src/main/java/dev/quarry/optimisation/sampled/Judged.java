package dev.quarry.optimisation.sampled;

import java.util.Arrays;

/**
 * How far a combination came.
 *
 * @param rung the last one on which it was judged
 * @param complete whether that was the one with all bars
 * @param merits how well it meets each objective there; minus infinity where it misses the constraints, and NaN where it
 *     cannot be run
 */
record Judged(int rung, boolean complete, double[] merits) {

    /** Whether it may be ranked. */
    boolean passes() {
        return complete && Arrays.stream(merits).allMatch(merit -> merit > Double.NEGATIVE_INFINITY);
    }

    /**
     * One number for who learns from it where points are halved: whoever came further is better, and among those who came
     * as far it is the merit.
     */
    double together() {
        return rung + 0.5 + StrictMath.atan(merits[0]) / Math.PI;
    }
}

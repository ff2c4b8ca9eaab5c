package dev.quarry.inference;

import java.util.Arrays;

/**
 * Results that came about without the thing under test, such as those of entries at random with the same exits, against
 * which a real result is ranked. NaN results are left out.
 */
public final class NullDistribution {

    private final double[] sorted;

    private NullDistribution(double[] sorted) {
        this.sorted = sorted;
    }

    /** The distribution of those results, in any order. */
    public static NullDistribution of(double[] results) {
        double[] sorted =
                Arrays.stream(results).filter(r -> !Double.isNaN(r)).sorted().toArray();
        return new NullDistribution(sorted);
    }

    /** How many results there are. */
    public int size() {
        return sorted.length;
    }

    /**
     * The probability that chance alone does at least as well: {@code (1 + results ≥ observed) / (1 + results)}, which
     * counts the observed one among them and is never 0 (Davison and Hinkley 1997, "Bootstrap Methods and their
     * Application", section 4.2). NaN for NaN; 1 when there is nothing to compare with.
     */
    public double pValue(double observed) {
        return Double.isNaN(observed)
                ? Double.NaN
                : (1.0 + sorted.length - firstAtLeast(observed)) / (1.0 + sorted.length);
    }

    /** The share of results below the observed one, equal ones counting half, 0..1; NaN for NaN or without results. */
    public double shareBelow(double observed) {
        if (Double.isNaN(observed) || sorted.length == 0) {
            return Double.NaN;
        }
        int below = firstAtLeast(observed);
        int atMost = firstAtLeast(Math.nextUp(observed));
        return (below + atMost) / 2.0 / sorted.length;
    }

    /**
     * The value below which that share of the results lies, interpolated between neighbours (Hyndman and Fan 1996,
     * "Sample Quantiles in Statistical Packages", type 7); NaN without results.
     *
     * @throws IllegalArgumentException when {@code share} is outside 0..1
     */
    public double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share lies between 0 and 1, not at " + share);
        }
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        double weight = position - below;
        return weight == 0 ? sorted[below] : sorted[below] * (1 - weight) + sorted[above] * weight;
    }

    /** The index of the first result that is not below the value. −0 and 0 are the same. */
    private int firstAtLeast(double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

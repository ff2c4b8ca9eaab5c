package dev.quarry.sampler;

import dev.quarry.inference.NormalDistribution;
import java.util.Arrays;

/**
 * How likely each level of one dimension is, after some that were seen (Bergstra et al. 2011, section 4): normal kernels
 * on the unit interval, cut at its ends, one around each level seen and a broad one for what was not, each kernel as wide
 * as the gap beside it; of a dimension without order, counts with one more shared by all levels.
 */
final class ParzenEstimator {

    private final Dimension dimension;
    private final double[] centres;
    private final double[] widths;

    /** The part of each kernel that lies in the unit interval. */
    private final double[] insides;

    private final double[] cumulated;
    private final double[] counts;

    /** Logarithms of probabilities by level, NaN where none was asked for: candidates of few levels are alike. */
    private final double[] known;

    /**
     * @param levels those seen
     * @param weights of each of them
     */
    ParzenEstimator(Dimension dimension, int[] levels, double[] weights) {
        this.dimension = dimension;
        this.known = new double[dimension.levels()];
        Arrays.fill(known, Double.NaN);
        if (!dimension.ordered()) {
            this.centres = null;
            this.widths = null;
            this.insides = null;
            this.counts = new double[dimension.levels()];
            Arrays.fill(counts, 1.0 / dimension.levels());
            for (int k = 0; k < levels.length; k++) {
                counts[levels[k]] += weights[k];
            }
            this.cumulated = cumulated(counts);
            return;
        }
        this.counts = null;
        int n = levels.length + 1;
        double[][] kernels = new double[n][];
        for (int k = 0; k < levels.length; k++) {
            kernels[k] = new double[] {dimension.unit(levels[k]), weights[k], 0};
        }
        kernels[n - 1] = new double[] {0.5, 1, 1};
        Arrays.sort(kernels, (a, b) -> Double.compare(a[0], b[0]));
        double[] middles = new double[n];
        double[] spreads = new double[n];
        double[] masses = new double[n];
        double narrowest = 1.0 / Math.min(100, 1 + n);
        int different = 0;
        for (int k = 0; k < n; k++) {
            double middle = kernels[k][0];
            double below = k == 0 ? 0 : middle - kernels[k - 1][0];
            double above = k == n - 1 ? 0 : kernels[k + 1][0] - middle;
            double spread = kernels[k][2] == 1 ? 1 : Math.max(narrowest, Math.min(1, Math.max(below, above)));
            // Where levels are few, most kernels are like the one before: they are one with their masses together.
            if (different == 0 || middles[different - 1] != middle || spreads[different - 1] != spread) {
                middles[different] = middle;
                spreads[different++] = spread;
            }
            masses[different - 1] += kernels[k][1];
        }
        this.centres = Arrays.copyOf(middles, different);
        this.widths = Arrays.copyOf(spreads, different);
        this.insides = new double[different];
        Arrays.setAll(
                insides,
                k -> NormalDistribution.cdf((1 - centres[k]) / widths[k])
                        - NormalDistribution.cdf(-centres[k] / widths[k]));
        this.cumulated = cumulated(Arrays.copyOf(masses, different));
    }

    private static double[] cumulated(double[] masses) {
        double[] sums = masses.clone();
        Arrays.parallelPrefix(sums, Double::sum);
        return sums;
    }

    /** Draws a level. */
    int draw(Draws draws) {
        double at = draws.unit() * cumulated[cumulated.length - 1];
        int k = 0;
        while (k < cumulated.length - 1 && cumulated[k] <= at) {
            k++;
        }
        if (counts != null) {
            return k;
        }
        double from = NormalDistribution.cdf(-centres[k] / widths[k]);
        double to = NormalDistribution.cdf((1 - centres[k]) / widths[k]);
        double unit = centres[k] + widths[k] * NormalDistribution.quantile(from + draws.unit() * (to - from));
        return dimension.level(unit);
    }

    /** The logarithm of the probability of a level. */
    double logProbability(int level) {
        if (Double.isNaN(known[level])) {
            known[level] = computed(level);
        }
        return known[level];
    }

    private double computed(int level) {
        double total = cumulated[cumulated.length - 1];
        if (counts != null) {
            return StrictMath.log(counts[level] / total);
        }
        double low = (double) level / dimension.levels();
        double high = (level + 1.0) / dimension.levels();
        double sum = 0;
        double before = 0;
        for (int k = 0; k < centres.length; k++) {
            double mass = cumulated[k] - before;
            before = cumulated[k];
            sum += mass
                    * (NormalDistribution.cdf((high - centres[k]) / widths[k])
                            - NormalDistribution.cdf((low - centres[k]) / widths[k]))
                    / insides[k];
        }
        return StrictMath.log(sum / total);
    }
}

package dev.quarry.inference;

import java.util.Arrays;

/**
 * The computation behind {@link SuperiorPerformance}. Strategies are processed one by one, each against all resamples,
 * so that memory does not grow with their number. A resampled mean is a sum of differences of the running total of the
 * centred series: two reads per block instead of one per observation; a test holds it equal to the plain sum.
 */
final class SnoopingBootstrap {

    /** Autocovariances with less weight than this are left out of the standard error. */
    private static final double NEGLIGIBLE_WEIGHT = 1e-10;

    private final int observations;
    private final double meanBlockLength;
    private final double recentringFactor;
    private final int[][] resamples;
    private final double[] centred;
    private final double[] runningTotal;

    private final double[] greatestMean;
    private final double[] greatestLower;
    private final double[] greatestConsistent;
    private final double[] greatestUpper;

    private int strategies;
    private int bestByMean = -1;
    private int bestByRatio = -1;
    private double bestMean = Double.NEGATIVE_INFINITY;
    private double bestRatio = Double.NEGATIVE_INFINITY;
    private boolean undefined;

    /** For at least 3 observations, so that their iterated logarithm exists. */
    SnoopingBootstrap(int observations, double meanBlockLength, int resamples, long seed) {
        this.observations = observations;
        this.meanBlockLength = meanBlockLength;
        this.recentringFactor = Math.sqrt(2 * Math.log(Math.log(observations)));
        this.resamples = new int[resamples][];
        StationaryBootstrap bootstrap = new StationaryBootstrap(observations, meanBlockLength, seed);
        for (int b = 0; b < resamples; b++) {
            this.resamples[b] = bootstrap.nextBlocks();
        }
        this.centred = new double[2 * observations];
        this.runningTotal = new double[2 * observations + 1];
        this.greatestMean = new double[resamples];
        Arrays.fill(greatestMean, Double.NEGATIVE_INFINITY);
        this.greatestLower = new double[resamples];
        this.greatestConsistent = new double[resamples];
        this.greatestUpper = new double[resamples];
    }

    void add(double[] excess) {
        double mean = ReturnStatistics.mean(excess);
        undefined |= Double.isNaN(mean);
        if (mean > bestMean) {
            bestMean = mean;
            bestByMean = strategies;
        }
        boolean varies = ReturnStatistics.deviation(excess) > 0;
        for (int t = 0; t < centred.length; t++) {
            centred[t] = varies ? excess[t % observations] - mean : 0;
            runningTotal[t + 1] = runningTotal[t] + centred[t];
        }
        double standardError = varies ? standardErrorOfMean() : 0;
        if (standardError > 0 && mean / standardError > bestRatio) {
            bestRatio = mean / standardError;
            bestByRatio = strategies;
        }
        strategies++;
        compare(mean, standardError);
    }

    private void compare(double mean, double standardError) {
        double lowerShift = Math.min(mean, 0);
        double consistentShift = mean >= -standardError * recentringFactor ? 0 : mean;
        for (int b = 0; b < resamples.length; b++) {
            double deviation = meanOf(resamples[b]);
            greatestMean[b] = Math.max(greatestMean[b], deviation);
            if (standardError > 0) {
                greatestLower[b] = Math.max(greatestLower[b], (deviation + lowerShift) / standardError);
                greatestConsistent[b] = Math.max(greatestConsistent[b], (deviation + consistentShift) / standardError);
                greatestUpper[b] = Math.max(greatestUpper[b], deviation / standardError);
            }
        }
    }

    /** The mean of the centred series over a resample. */
    private double meanOf(int[] blocks) {
        double sum = 0;
        for (int i = 0; i < blocks.length; i += 2) {
            sum += runningTotal[blocks[i + 1]] - runningTotal[blocks[i]];
        }
        return sum / observations;
    }

    /**
     * The standard deviation of a resampled mean in closed form: Politis and Romano (1994), Lemma 1, the same as Hansen
     * (2005), section 3: {@code ω² = C(0) + 2·Σ (1 − i/n)·(1 − q)^i·C(i)} with the circular autocovariances C and
     * q = 1 / mean block length.
     */
    private double standardErrorOfMean() {
        double variance = autocovariance(0);
        double continuing = 1 - 1 / meanBlockLength;
        double weight = continuing;
        for (int lag = 1; lag < observations && weight > NEGLIGIBLE_WEIGHT; lag++) {
            variance += 2 * (1 - (double) lag / observations) * weight * autocovariance(lag);
            weight *= continuing;
        }
        return Math.sqrt(variance / observations);
    }

    private double autocovariance(int lag) {
        double sum = 0;
        for (int t = 0; t < observations; t++) {
            sum += centred[t] * centred[t + lag];
        }
        return sum / observations;
    }

    SuperiorPerformance result() {
        boolean known = !undefined && strategies > 0;
        boolean studentised = known && bestByRatio >= 0;
        double ratio = Math.max(0, bestRatio);
        return new SuperiorPerformance(
                strategies,
                observations,
                known ? bestByMean : -1,
                studentised ? bestByRatio : -1,
                meanBlockLength,
                resamples.length,
                known ? pValue(greatestMean, bestMean) : Double.NaN,
                studentised ? pValue(greatestLower, ratio) : Double.NaN,
                studentised ? pValue(greatestConsistent, ratio) : Double.NaN,
                studentised ? pValue(greatestUpper, ratio) : Double.NaN);
    }

    private static double pValue(double[] underNull, double observed) {
        int asExtreme = 0;
        for (double value : underNull) {
            if (value >= observed) {
                asExtreme++;
            }
        }
        return (1.0 + asExtreme) / (1.0 + underNull.length);
    }
}

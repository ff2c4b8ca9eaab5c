package dev.quarry.inference;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How often a search among worthless strategies finds one that is at least as good as the one that was picked. The
 * whole search is resampled together, with each strategy's own mean subtracted, so that none has an edge and all keep
 * what they have in common (White 2000, "A Reality Check for Data Snooping", Econometrica 68; Romano and Wolf 2005,
 * "Stepwise Multiple Testing as Formalized Data Snooping", Econometrica 73). Similar strategies therefore count as
 * similar: a copy changes nothing, however often it occurs.
 *
 * <p>At least as good means both: as great a mean, and as great a mean in standard errors. So a strategy that earns
 * nothing is not picked for being steady, nor a volatile one for a lucky month. Standard errors are measured anew in
 * each resample (the bootstrap-t of Hall 1988, "Theoretical Comparison of Bootstrap Confidence Intervals", Annals of
 * Statistics 16), since the losses of a strategy that rarely loses are missing from some of them; none counts as less
 * than half of the sample's. The probability is {@code (1 + resamples with one as good) / (1 + resamples)}, which is
 * never 0.
 *
 * <p>A search can be led to its pick by the mean, by the ratio or by anything between. So that none of these ways is
 * luckier than reported, each resample takes the way that suits it best: what counts is how often the smallest
 * probability among its strategies is at most that of the pick (Westfall and Young 1993, "Resampling-Based Multiple
 * Testing", the minP method).
 *
 * <p>Where a search has more strategies than were added, those must be drawn from it at random. What the others would
 * add is estimated from what the second half of the drawn ones added to the first: each doubling adds less than the one
 * before, so taking the last observed addition once for each remaining doubling errs on the strict side. Not for use by
 * several threads while strategies are added.
 */
public final class LuckTest {

    /** More periods say no more about a mean, and returns of neighbouring days depend on each other. */
    public static final int MAX_PERIODS = 64;

    private static final int DAYS_OF_A_PERIOD = 3;

    /** The least share of the sample's variance that a resample's counts as: half of its standard error. */
    private static final double MIN_VARIANCE_SHARE = 0.25;

    private final int periods;
    private final double[][] weights;
    private final BestOfBoth[] best;
    private final BestOfBoth[] bestOfHalf;
    private int strategies;

    /** Computed once all strategies are added. */
    private int[][] leastFound;

    /**
     * @param periods sums of each strategy, see {@link #periods}
     * @param resamples at least 1; 1,000 resolve a probability of 0.05 well
     * @param seed the same gives the same bits
     */
    public LuckTest(int periods, int resamples, long seed) {
        if (periods < 0 || resamples < 1) {
            throw new IllegalArgumentException(periods + " periods and " + resamples + " resamples");
        }
        this.periods = periods;
        this.weights = new double[resamples][periods];
        this.best = new BestOfBoth[resamples];
        this.bestOfHalf = new BestOfBoth[resamples];
        SplittableRandom random = new SplittableRandom(seed);
        for (int b = 0; b < resamples; b++) {
            best[b] = new BestOfBoth();
            bestOfHalf[b] = new BestOfBoth();
            for (int draw = 0; draw < periods; draw++) {
                weights[b][random.nextInt(periods)]++;
            }
        }
    }

    /** Into how many periods of three days or more a record of that many daily returns is cut. */
    public static int periods(int days) {
        return Math.min(MAX_PERIODS, days / DAYS_OF_A_PERIOD);
    }

    /** Sums of neighbouring returns, as many as {@link #periods} says, each of about the same number. */
    public static double[] sums(double[] dailyReturns) {
        int days = dailyReturns.length;
        double[] sums = new double[periods(days)];
        for (int period = 0; period < sums.length; period++) {
            int end = (int) ((period + 1L) * days / sums.length);
            for (int day = (int) ((long) period * days / sums.length); day < end; day++) {
                sums[period] += dailyReturns[day];
            }
        }
        return sums;
    }

    /** Adds a strategy by its sums. One that does not vary is left out, since it cannot add to luck. */
    public void add(double[] sums) {
        Resampled resampled = new Resampled(sums);
        if (!resampled.varies()) {
            return;
        }
        leastFound = null;
        boolean ofHalf = strategies++ % 2 == 0;
        for (int b = 0; b < weights.length; b++) {
            resampled.take(weights[b]);
            best[b].add(resampled.mean, resampled.ratio);
            if (ofHalf) {
                bestOfHalf[b].add(resampled.mean, resampled.ratio);
            }
        }
    }

    /** How many varying strategies were added. */
    public int strategies() {
        return strategies;
    }

    /**
     * The probability of luck, 0..1; NaN where the record has fewer than three periods or does not vary.
     *
     * @param sums of the strategy that was picked; it counts as part of the search whether it was added or not
     * @param distinct how many strategies with different outcomes there were; those that were added are drawn from them
     */
    public double probability(double[] sums, double distinct) {
        Resampled picked = new Resampled(sums);
        if (periods < 3 || !picked.varies()) {
            return Double.NaN;
        }
        double mean = picked.sampleMean;
        double ratio = picked.sampleRatio();
        int found = 0;
        int foundInHalf = 0;
        for (int b = 0; b < weights.length; b++) {
            picked.take(weights[b]);
            boolean itself = picked.mean >= mean && picked.ratio >= ratio;
            found += itself || best[b].has(mean, ratio) ? 1 : 0;
            foundInHalf += itself || bestOfHalf[b].has(mean, ratio) ? 1 : 0;
        }
        double seen = asRare(found, leastFound()[0]);
        double unseen = doublingsLeft(distinct) * Math.max(0, seen - asRare(foundInHalf, leastFound()[1]));
        return Math.min(1, seen + unseen);
    }

    /**
     * How many independent strategies the search amounts to: that many would have the same median of their greatest
     * ratio as the resamples have. At least 1, and at most as many as there are; 1 without strategies.
     */
    public double effectiveTrials(double distinct) {
        double[] greatest = new double[weights.length];
        double added = 0;
        for (int b = 0; b < greatest.length; b++) {
            greatest[b] = best[b].greatestRatio();
            added += greatest[b] - bestOfHalf[b].greatestRatio();
        }
        if (strategies < 2 || periods < 3) {
            return 1;
        }
        Arrays.sort(greatest);
        double median = greatest[greatest.length / 2] + doublingsLeft(distinct) * added / greatest.length;
        double independent = Math.log(0.5) / Math.log1p(-NormalDistribution.cdf(-median));
        return Math.max(1, Math.min(independent, distinct));
    }

    /** The share of resamples in which some strategy is matched in at most that many resamples. */
    private static double asRare(int found, int[] least) {
        int asRare = 0;
        for (int other : least) {
            asRare += other <= found ? 1 : 0;
        }
        return (1.0 + asRare) / (1 + least.length);
    }

    /**
     * For each resample the smallest number of resamples that match any of its strategies: over all strategies, and
     * over every second one.
     */
    private synchronized int[][] leastFound() {
        if (leastFound == null) {
            leastFound = new int[][] {leastFound(best), leastFound(bestOfHalf)};
        }
        return leastFound;
    }

    private static int[] leastFound(BestOfBoth[] best) {
        int[] least = new int[best.length];
        for (int b = 0; b < best.length; b++) {
            least[b] = best[b].leastMatched(best);
        }
        return least;
    }

    private double doublingsLeft(double distinct) {
        return distinct > strategies && strategies > 1 ? Math.log(distinct / strategies) / Math.log(2) : 0;
    }

    /** One strategy and its results in the resamples. */
    private final class Resampled {

        private final double sampleMean;
        private final double[] centred;
        private final double[] squares;
        private final double variance;
        private double mean;
        private double ratio;

        Resampled(double[] sums) {
            if (sums.length != periods) {
                throw new IllegalArgumentException(sums.length + " sums where there are " + periods + " periods");
            }
            this.sampleMean = ReturnStatistics.mean(sums);
            this.centred = new double[periods];
            this.squares = new double[periods];
            double total = 0;
            for (int p = 0; p < periods; p++) {
                centred[p] = sums[p] - sampleMean;
                squares[p] = centred[p] * centred[p];
                total += squares[p];
            }
            this.variance = total / periods;
        }

        /**
         * Whether the sums vary by more than rounding: those of a strategy that always earns the same differ in the
         * last digit.
         */
        boolean varies() {
            return periods > 2 && variance > 1e-24 * (1 + sampleMean * sampleMean);
        }

        double sampleRatio() {
            return sampleMean / Math.sqrt(variance / (periods - 1));
        }

        void take(double[] weight) {
            double sum = 0;
            double sumOfSquares = 0;
            for (int p = 0; p < periods; p++) {
                sum += weight[p] * centred[p];
                sumOfSquares += weight[p] * squares[p];
            }
            mean = sum / periods;
            double own = Math.max(sumOfSquares / periods - mean * mean, MIN_VARIANCE_SHARE * variance);
            ratio = mean / Math.sqrt(own / (periods - 1));
        }
    }
}

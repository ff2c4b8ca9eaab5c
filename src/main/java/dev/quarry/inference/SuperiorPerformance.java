package dev.quarry.inference;

/**
 * Whether the best of many strategies beats a benchmark by more than searching alone would produce. Null hypothesis: no
 * strategy is better than the benchmark.
 *
 * @param strategies how many were compared
 * @param observations how many returns each has
 * @param bestByMean index of the strategy with the greatest mean excess return, the first of equals; −1 for none
 * @param bestByRatio index of the strategy with the greatest mean in standard errors, the first of equals; −1 for none
 * @param meanBlockLength of the bootstrap, observations
 * @param resamples how many were drawn
 * @param realityCheck p-value of White's Reality Check, whose statistic is the greatest mean
 * @param lower Hansen's lower p-value: strategies that did worse than the benchmark are taken to be that bad; a lower
 *     bound of the consistent one
 * @param consistent Hansen's consistent p-value, the one to use
 * @param upper Hansen's upper p-value: all strategies are taken to be as good as the benchmark; an upper bound
 */
public record SuperiorPerformance(
        int strategies,
        int observations,
        int bestByMean,
        int bestByRatio,
        double meanBlockLength,
        int resamples,
        double realityCheck,
        double lower,
        double consistent,
        double upper) {

    /**
     * H. White (2000), "A Reality Check for Data Snooping", Econometrica 68, 1097-1126, and P. R. Hansen (2005), "A
     * Test for Superior Predictive Ability", Journal of Business and Economic Statistics 23, 365-380, by the stationary
     * bootstrap. Standard errors are Hansen's closed form of the bootstrap's own variance; one recentring threshold is
     * {@code −sqrt(ω²/n·2·log log n)}. A p-value is (1 + resamples at least as extreme) / (1 + resamples), so that it
     * is never 0 (Davison and Hinkley 1997, "Bootstrap Methods and their Application", section 4.2). Strategies whose
     * excess return does not vary take no part in Hansen's test. p-values are NaN when there are fewer than 3
     * observations, no strategy, or a NaN among the returns; Hansen's also when no strategy varies.
     *
     * @param excess for each strategy its return less the benchmark's, one value per observation
     * @param meanBlockLength observations, at least 1; {@link BlockLength#automatic} of the best strategy is a good
     *     choice
     * @param resamples at least 1; 1,000 resolve a p-value of 0.05 well
     * @param checkpoint called between strategies, some milliseconds apart at most; what it throws is passed on
     * @throws IllegalArgumentException when the series differ in length or a setting is out of range
     */
    public static SuperiorPerformance test(
            double[][] excess, double meanBlockLength, int resamples, long seed, Runnable checkpoint) {
        if (resamples < 1) {
            throw new IllegalArgumentException("at least one resample is needed");
        }
        int observations = excess.length == 0 ? 0 : excess[0].length;
        for (double[] series : excess) {
            if (series.length != observations) {
                throw new IllegalArgumentException("the strategies must have the same number of returns");
            }
        }
        if (observations < 3) {
            double unknown = Double.NaN;
            return new SuperiorPerformance(
                    excess.length,
                    observations,
                    -1,
                    -1,
                    meanBlockLength,
                    resamples,
                    unknown,
                    unknown,
                    unknown,
                    unknown);
        }
        SnoopingBootstrap bootstrap = new SnoopingBootstrap(observations, meanBlockLength, resamples, seed);
        for (double[] series : excess) {
            checkpoint.run();
            bootstrap.add(series);
        }
        return bootstrap.result();
    }
}

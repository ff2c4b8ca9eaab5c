package dev.quarry.inference;

import java.util.Arrays;

/**
 * How much the results of one series of returns could have differed by chance, by the stationary bootstrap.
 *
 * @param totalReturn compound return, a fraction; bias-corrected and accelerated
 * @param sharpe Sharpe ratio per observation; bias-corrected and accelerated
 * @param maxDrawdown deepest drawdown, a fraction; percentiles only, since it is neither smooth nor a property of the
 *     observations without their order, which the correction assumes
 * @param meanBlockLength of the bootstrap, observations
 * @param resamples how many were drawn
 */
public record BootstrapIntervals(
        ConfidenceInterval totalReturn,
        ConfidenceInterval sharpe,
        ConfidenceInterval maxDrawdown,
        double meanBlockLength,
        int resamples) {

    private static final int FEWEST_OBSERVATIONS = 10;

    /**
     * Intervals for a series. With fewer than 10 returns, equal ones, or a NaN among them the ends are NaN.
     *
     * @param meanBlockLength observations, at least 1; see {@link BlockLength#automatic}
     * @param resamples at least 1; 2,000 settle the second digit
     * @param confidence between 0 and 1, such as 0.9
     * @throws IllegalArgumentException when a setting is out of range
     */
    public static BootstrapIntervals of(
            double[] returns, double meanBlockLength, int resamples, double confidence, long seed) {
        if (resamples < 1 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("at least one resample and a confidence between 0 and 1 are needed");
        }
        if (!(meanBlockLength >= 1)) {
            throw new IllegalArgumentException("the mean block length must be at least 1, not " + meanBlockLength);
        }
        double[] growths = new double[resamples];
        double[] sharpes = new double[resamples];
        double[] drawdowns = new double[resamples];
        boolean enough = returns.length >= FEWEST_OBSERVATIONS && ReturnStatistics.deviation(returns) > 0;
        if (enough) {
            int[] indices = new int[returns.length];
            double[] resample = new double[returns.length];
            StationaryBootstrap bootstrap = new StationaryBootstrap(returns.length, meanBlockLength, seed);
            for (int b = 0; b < resamples; b++) {
                bootstrap.next(indices);
                for (int t = 0; t < indices.length; t++) {
                    resample[t] = returns[indices[t]];
                }
                growths[b] = ReturnStatistics.totalReturn(resample);
                sharpes[b] = ReturnStatistics.sharpe(resample);
                drawdowns[b] = ReturnStatistics.maxDrawdown(resample);
            }
        } else {
            Arrays.fill(growths, Double.NaN);
            Arrays.fill(sharpes, Double.NaN);
            Arrays.fill(drawdowns, Double.NaN);
        }
        BlockJackknife jackknife = new BlockJackknife(returns, meanBlockLength);
        return new BootstrapIntervals(
                new BootstrapDistribution(growths)
                        .biasCorrected(
                                ReturnStatistics.totalReturn(returns),
                                jackknife.acceleration(ReturnStatistics::totalReturn),
                                confidence),
                new BootstrapDistribution(sharpes)
                        .biasCorrected(
                                ReturnStatistics.sharpe(returns),
                                jackknife.acceleration(ReturnStatistics::sharpe),
                                confidence),
                new BootstrapDistribution(drawdowns).percentile(ReturnStatistics.maxDrawdown(returns), confidence),
                meanBlockLength,
                resamples);
    }
}

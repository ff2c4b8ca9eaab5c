package dev.quarry.inference;

/** The mean block length with which a series should be resampled. */
public final class BlockLength {

    private static final int INSIGNIFICANT_LAGS = 5;

    private BlockLength() {}

    /**
     * The mean block length that minimises the error of the stationary bootstrap's variance of the mean. D. N. Politis
     * and H. White (2004), "Automatic Block-Length Selection for the Dependent Bootstrap", Econometric Reviews 23, 53-70,
     * with the constant corrected by A. Patton, D. N. Politis and H. White (2009), Econometric Reviews 28, 372-375:
     * {@code b = (2·G²/D)^(1/3)·n^(1/3)}, {@code G = Σ λ(k/M)·|k|·R(k)}, {@code D = 2·(Σ λ(k/M)·R(k))²}, λ the flat-top
     * window and R the autocovariance. M is twice the lag after which five autocorrelations in a row are insignificant
     * (below {@code 2·sqrt(log₁₀ n / n)}). The result lies between 1 and {@code min(3·sqrt(n), n/3)}, rounded up.
     *
     * @return observations, at least 1; 1 when the series is too short (fewer than 9), does not vary or has a NaN
     */
    public static double automatic(double[] series) {
        int n = series.length;
        if (n < 9 || !(ReturnStatistics.deviation(series) > 0)) {
            return 1;
        }
        int lags = Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + INSIGNIFICANT_LAGS);
        double[] covariance = autocovariances(series, lags);
        int window = Math.min(lags, 2 * Math.max(1, lastSignificantLag(covariance, n)));
        double weightedByLag = 0;
        double spectrumAtZero = covariance[0];
        for (int k = 1; k <= window; k++) {
            double share = (double) k / window;
            double flatTop = share <= 0.5 ? 1 : 2 * (1 - share);
            weightedByLag += 2 * flatTop * k * covariance[k];
            spectrumAtZero += 2 * flatTop * covariance[k];
        }
        double d = 2 * spectrumAtZero * spectrumAtZero;
        double length = Math.cbrt(2 * weightedByLag * weightedByLag / d) * Math.cbrt(n);
        double longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
        return Double.isNaN(length) ? 1 : Math.max(1, Math.min(length, longest));
    }

    /** R(0) to R(lags), with divisor n. */
    private static double[] autocovariances(double[] series, int lags) {
        int n = series.length;
        double mean = ReturnStatistics.mean(series);
        double[] covariance = new double[lags + 1];
        for (int lag = 0; lag <= lags; lag++) {
            double sum = 0;
            for (int t = lag; t < n; t++) {
                sum += (series[t] - mean) * (series[t - lag] - mean);
            }
            covariance[lag] = sum / n;
        }
        return covariance;
    }

    /** The smallest lag that five insignificant ones follow; if there is none, the greatest significant lag. */
    private static int lastSignificantLag(double[] covariance, int n) {
        double bound = 2 * Math.sqrt(Math.log10(n) / n) * covariance[0];
        int lastSignificant = 0;
        for (int lag = 1; lag < covariance.length; lag++) {
            if (Math.abs(covariance[lag]) >= bound) {
                lastSignificant = lag;
            } else if (lag - lastSignificant == INSIGNIFICANT_LAGS) {
                return lastSignificant;
            }
        }
        return lastSignificant;
    }
}

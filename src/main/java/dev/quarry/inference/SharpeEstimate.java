package dev.quarry.inference;

/**
 * A measured Sharpe ratio with what is needed to judge it. All ratios and benchmarks are per observation, as the
 * returns they were measured from; to annualise one, multiply by the root of the observations in a year.
 *
 * @param observations number of returns
 * @param ratio mean over sample standard deviation; NaN when it cannot be computed
 * @param skewness third standardised moment, 0 for a symmetric distribution
 * @param kurtosis fourth standardised moment, 3 for a normal distribution (plain, not excess)
 */
public record SharpeEstimate(int observations, double ratio, double skewness, double kurtosis) {

    /** Measures a series; ratio and moments are NaN for fewer than two returns, equal ones, or a NaN among them. */
    public static SharpeEstimate of(double[] returns) {
        int n = returns.length;
        double ratio = ReturnStatistics.sharpe(returns);
        if (Double.isNaN(ratio)) {
            return new SharpeEstimate(n, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = ReturnStatistics.mean(returns);
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (double value : returns) {
            double square = (value - mean) * (value - mean);
            second += square;
            third += square * (value - mean);
            fourth += square * square;
        }
        second /= n;
        return new SharpeEstimate(n, ratio, third / n / (second * Math.sqrt(second)), fourth / n / (second * second));
    }

    /**
     * The standard deviation of the estimated ratio when returns are independent, of whatever distribution: Bailey and
     * López de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2), after Mertens (2002):
     * {@code sqrt((1 − γ₃·SR + (γ₄ − 1)/4·SR²) / (n − 1))}. NaN when it cannot be computed.
     */
    public double standardError() {
        return observations < 2 ? Double.NaN : Math.sqrt(variance() / (observations - 1));
    }

    /**
     * The probabilistic Sharpe ratio: the probability that the true ratio is above {@code benchmark}. Bailey and López
     * de Prado (2012): {@code PSR(SR*) = Z[(SR − SR*)·sqrt(n − 1) / sqrt(1 − γ₃·SR + (γ₄ − 1)/4·SR²)]}.
     *
     * @return 0..1; NaN when it cannot be computed
     */
    public double probabilityAbove(double benchmark) {
        return NormalDistribution.cdf((ratio - benchmark) / standardError());
    }

    /**
     * The minimum track record length: how many observations with these moments it takes until the probability that the
     * true ratio is above {@code benchmark} reaches {@code confidence}. Bailey and López de Prado (2012):
     * {@code MinTRL = 1 + (1 − γ₃·SR + (γ₄ − 1)/4·SR²)·(Z_α / (SR − SR*))²}.
     *
     * @param confidence such as 0.95
     * @return observations, not rounded; infinite when the ratio is not above the benchmark, NaN when it cannot be
     *     computed
     * @throws IllegalArgumentException when {@code confidence} is not between 0.5 and 1
     */
    public double minimumTrackRecord(double benchmark, double confidence) {
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be at least 0.5 and below 1");
        }
        if (Double.isNaN(ratio) || Double.isNaN(benchmark)) {
            return Double.NaN;
        }
        if (ratio <= benchmark) {
            return Double.POSITIVE_INFINITY;
        }
        double distance = -NormalDistribution.quantile(1 - confidence) / (ratio - benchmark);
        return 1 + variance() * distance * distance;
    }

    /**
     * The deflated Sharpe ratio: the probability that the true ratio is above what the best of that many trials without
     * any skill would be expected to show. Bailey and López de Prado (2014), "The Deflated Sharpe Ratio", Journal of
     * Portfolio Management 40(5): the probabilistic Sharpe ratio against {@link Trials#expectedMaximumSharpe()}.
     *
     * @return 0..1; NaN when it cannot be computed
     */
    public double deflated(Trials trials) {
        return probabilityAbove(trials.expectedMaximumSharpe());
    }

    /**
     * How many observations with these moments it takes until {@link #deflated} reaches {@code confidence}. What luck
     * shows falls with the length of the record as the error does, so both are for one observation here:
     * {@code n = 1 + ((E[max] + Z_α·sqrt(1 − γ₃·SR + (γ₄ − 1)/4·SR²)) / SR)²}, E[max] the greatest of the trials'
     * ratios in standard errors.
     *
     * @param trials without skill ({@link Trials#withoutSkill})
     * @return observations, not rounded; infinite when the ratio is not above 0, NaN when it cannot be computed
     */
    public double recordToDeflate(Trials trials, double confidence) {
        double luck = trials.expectedMaximumSharpe() / Math.sqrt(trials.sharpeVariance());
        if (Double.isNaN(ratio) || Double.isNaN(luck)) {
            return Double.NaN;
        }
        if (ratio <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double needed = (luck - NormalDistribution.quantile(1 - confidence) * Math.sqrt(variance())) / ratio;
        return 1 + needed * needed;
    }

    /** Variance of the estimate times (n − 1); NaN for moments that no distribution has. */
    private double variance() {
        double variance = 1 - skewness * ratio + (kurtosis - 1) / 4 * ratio * ratio;
        return variance > 0 ? variance : Double.NaN;
    }
}

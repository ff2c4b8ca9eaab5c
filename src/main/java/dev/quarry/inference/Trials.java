package dev.quarry.inference;

/**
 * What was tried before a winner was picked.
 *
 * @param count number of independent trials, at least 1; need not be whole (see {@link #withAverageCorrelation})
 * @param sharpeVariance variance of the trials' Sharpe ratios, per observation at the frequency of the winner's
 */
public record Trials(double count, double sharpeVariance) {

    private static final double EULER_MASCHERONI = 0.57721566490153286;

    public Trials {
        if (!(count >= 1)) {
            throw new IllegalArgumentException("at least one trial was made, not " + count);
        }
        if (sharpeVariance < 0) {
            throw new IllegalArgumentException("a variance is not negative: " + sharpeVariance);
        }
    }

    /**
     * All trials by their Sharpe ratios. Those without one (NaN, such as a strategy that never traded) drew nothing from
     * luck and are not counted. The variance of a single trial is 0.
     */
    public static Trials of(double[] sharpeRatios) {
        double mean = 0;
        double squares = 0;
        int count = 0;
        for (double ratio : sharpeRatios) {
            if (!Double.isNaN(ratio)) {
                count++;
                double delta = ratio - mean;
                mean += delta / count;
                squares += delta * (ratio - mean);
            }
        }
        return new Trials(Math.max(count, 1), count < 2 ? 0 : squares / (count - 1));
    }

    /**
     * Trials of which only the number is known: the variance is that of a Sharpe ratio measured on as many independent
     * returns of a strategy without skill, 1/(n − 1) (Lo 2002, "The Statistics of Sharpe Ratios", Financial Analysts
     * Journal 58(4), at a true ratio of 0). Trials that differ in skill vary more: prefer {@link #of} where it can be had.
     *
     * @param observations returns in each trial's record; fewer than two tell nothing (variance NaN)
     */
    public static Trials withoutSkill(double count, int observations) {
        return new Trials(count, observations < 2 ? Double.NaN : 1.0 / (observations - 1));
    }

    /**
     * These trials counted as the number of independent ones they amount to: Bailey and López de Prado (2014), appendix
     * on the number of independent trials, {@code N = ρ + (1 − ρ)·M} with the average correlation ρ of the M trials'
     * returns. Chosen over clustering because it has no setting to tune, can be measured on a sample of the trials
     * ({@link AverageCorrelation}) and errs towards more trials. A negative ρ counts as 0, NaN leaves the count as it is.
     */
    public Trials withAverageCorrelation(double correlation) {
        double rho = Double.isNaN(correlation) ? 0 : Math.min(1, Math.max(0, correlation));
        return new Trials(rho + (1 - rho) * count, sharpeVariance);
    }

    /**
     * The Sharpe ratio that the best of these trials would be expected to show if none had any skill: Bailey and López
     * de Prado (2014), {@code SR₀ = sqrt(V)·((1 − γ)·Z⁻¹[1 − 1/N] + γ·Z⁻¹[1 − 1/(N·e)])}, γ the Euler-Mascheroni
     * constant. For one trial it is 0, and the approximation, which falls below 0 as N nears 1, is cut there.
     */
    public double expectedMaximumSharpe() {
        if (count == 1) {
            return 0;
        }
        double expected = -(1 - EULER_MASCHERONI) * NormalDistribution.quantile(1 / count)
                - EULER_MASCHERONI * NormalDistribution.quantile(1 / (count * Math.E));
        return Math.sqrt(sharpeVariance) * Math.max(0, expected);
    }
}

package dev.quarry.inference;

/**
 * What was tried before a winner was picked.
 *
 * @param count number of independent trials, at least 1; need not be whole (see {@link LuckTest#effectiveTrials})
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
     * Trials none of which has any skill: the variance is that of a Sharpe ratio measured on as many independent
     * returns of a strategy without skill, 1/(n − 1) (Lo 2002, "The Statistics of Sharpe Ratios", Financial Analysts
     * Journal 58(4), at a true ratio of 0).
     *
     * @param observations returns in each trial's record; fewer than two say nothing (variance NaN)
     */
    public static Trials withoutSkill(double count, int observations) {
        return new Trials(count, observations < 2 ? Double.NaN : 1.0 / (observations - 1));
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

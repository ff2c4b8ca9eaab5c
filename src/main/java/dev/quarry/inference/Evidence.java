package dev.quarry.inference;

/**
 * What is known about a result. NaN means not known, which neither speaks for it nor against it.
 *
 * @param trades closed trades in the record
 * @param sharpe its Sharpe ratio with its moments
 * @param tried combinations that were tried before it was picked, each counted
 * @param trials how many independent trials they amount to
 * @param observationsPerYear how many of the returns make a year, 365 for daily ones: for yearly ratios and lengths
 * @param luck how often a search among worthless strategies finds one as good, see {@link LuckTest#probability}
 * @param moment how often its positions gain as much at other times, a p-value of {@link NullDistribution#pValue}
 * @param returnAtDoubleCommission total return when every commission is twice as high, a fraction
 */
public record Evidence(
        int trades,
        SharpeEstimate sharpe,
        long tried,
        Trials trials,
        double observationsPerYear,
        double luck,
        double moment,
        double returnAtDoubleCommission) {

    public Evidence {
        if (trades < 0 || !(observationsPerYear > 0)) {
            throw new IllegalArgumentException("trades are not negative, and a year has observations");
        }
        requireProbability(luck);
        requireProbability(moment);
    }

    /** The deflated Sharpe ratio, 0..1; NaN when it cannot be computed. */
    public double deflatedSharpe() {
        return sharpe.deflated(trials);
    }

    private static void requireProbability(double value) {
        if (value < 0 || value > 1) {
            throw new IllegalArgumentException("a probability lies between 0 and 1, not at " + value);
        }
    }
}

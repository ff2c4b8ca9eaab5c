package dev.quarry.inference;

/**
 * What is known about a result. NaN means not known, which neither speaks for it nor against it.
 *
 * @param trades closed trades in the record
 * @param sharpe its Sharpe ratio with its moments
 * @param trials what was tried before it was picked
 * @param observationsPerYear how many of the returns make a year, 365 for daily ones: only for showing yearly ratios
 * @param overfitting probability of backtest overfitting of the search, see {@link BacktestOverfitting}
 * @param dataSnooping p-value against a benchmark, see {@link SuperiorPerformance#consistent()}
 * @param randomEntries p-value against entries at random, see {@link NullDistribution#pValue}
 * @param returnAtDoubleCommission total return when every commission is twice as high, a fraction
 */
public record Evidence(
        int trades,
        SharpeEstimate sharpe,
        Trials trials,
        double observationsPerYear,
        double overfitting,
        double dataSnooping,
        double randomEntries,
        double returnAtDoubleCommission) {

    public Evidence {
        if (trades < 0 || !(observationsPerYear > 0)) {
            throw new IllegalArgumentException("trades are not negative, and a year has observations");
        }
        requireProbability(overfitting);
        requireProbability(dataSnooping);
        requireProbability(randomEntries);
    }

    /** The least that a verdict can be given on; the rest is not known yet. */
    public static Evidence of(int trades, SharpeEstimate sharpe, Trials trials, double observationsPerYear) {
        double unknown = Double.NaN;
        return new Evidence(trades, sharpe, trials, observationsPerYear, unknown, unknown, unknown, unknown);
    }

    /** With the probability of backtest overfitting, 0..1. */
    public Evidence withOverfitting(double probability) {
        return new Evidence(
                trades,
                sharpe,
                trials,
                observationsPerYear,
                probability,
                dataSnooping,
                randomEntries,
                returnAtDoubleCommission);
    }

    /** With the p-value of a test for data snooping, 0..1. */
    public Evidence withDataSnooping(double pValue) {
        return new Evidence(
                trades,
                sharpe,
                trials,
                observationsPerYear,
                overfitting,
                pValue,
                randomEntries,
                returnAtDoubleCommission);
    }

    /** With the p-value against entries at random, 0..1. */
    public Evidence withRandomEntries(double pValue) {
        return new Evidence(
                trades,
                sharpe,
                trials,
                observationsPerYear,
                overfitting,
                dataSnooping,
                pValue,
                returnAtDoubleCommission);
    }

    /** With the total return at twice the commission, a fraction. */
    public Evidence withReturnAtDoubleCommission(double returnFraction) {
        return new Evidence(
                trades, sharpe, trials, observationsPerYear, overfitting, dataSnooping, randomEntries, returnFraction);
    }

    /** The deflated Sharpe ratio, 0..1; NaN when it cannot be told. */
    public double deflatedSharpe() {
        return sharpe.deflated(trials);
    }

    private static void requireProbability(double value) {
        if (value < 0 || value > 1) {
            throw new IllegalArgumentException("a probability lies between 0 and 1, not at " + value);
        }
    }
}

package dev.quarry.inference;

/**
 * How often the strategy that is best on one half of the data turns out to be a poor one on the other half, by
 * combinatorially symmetric cross-validation over all ways to halve the data. D. H. Bailey, J. M. Borwein, M. López de
 * Prado and Q. J. Zhu (2017), "The Probability of Backtest Overfitting", Journal of Computational Finance 20(4).
 *
 * @param strategies how many were compared
 * @param blocks stretches into which the data were cut
 * @param splits how many ways there are to choose half of the blocks; all are evaluated
 * @param probability of backtest overfitting: the share of splits in which the chosen strategy's out-of-sample rank is
 *     at or below the median, 0..1; about 0.5 when choosing is blind
 * @param degradationSlope slope of the chosen strategy's out-of-sample Sharpe ratio on its in-sample one over the
 *     splits; 1 means that in-sample results carry over fully, 0 or less that they say nothing or mislead
 * @param degradationIntercept out-of-sample Sharpe ratio of that line at an in-sample one of 0, per observation
 * @param probabilityOfLoss share of splits in which the chosen strategy's out-of-sample Sharpe ratio is below 0
 * @param medianInSample median over the splits of the chosen strategy's in-sample Sharpe ratio, per observation
 * @param medianOutOfSample the same out of sample
 * @param medianRank median over the splits of the chosen strategy's out-of-sample rank as a fraction: near 0 the worst
 *     of all, near 1 the best
 */
public record BacktestOverfitting(
        int strategies,
        int blocks,
        int splits,
        double probability,
        double degradationSlope,
        double degradationIntercept,
        double probabilityOfLoss,
        double medianInSample,
        double medianOutOfSample,
        double medianRank) {

    /** The number of blocks that the authors use: 12,870 splits. */
    public static final int DEFAULT_BLOCKS = 16;

    private static final int MAX_BLOCKS = 20;

    /** {@link #of(double[][], int)} with {@link #DEFAULT_BLOCKS}. */
    public static BacktestOverfitting of(double[][] returns) {
        return of(returns, DEFAULT_BLOCKS);
    }

    /**
     * Goes through all splits. The blocks are contiguous and differ in length by one return at most, so that none is
     * thrown away. Performance is the Sharpe ratio; a strategy that does not vary in a half (it never traded there) has
     * 0 there, or an infinite one of its sign if it earned the same each time. Of equally good strategies in sample the
     * first is chosen; equal ranks out of sample count as their middle. Ranks are divided by the number of strategies
     * plus one, as by the authors. All figures are NaN for fewer than two strategies, fewer than two returns a block,
     * or a NaN among the returns. Time grows with strategies times splits, memory with the splits only.
     *
     * @param returns one series a strategy, all over the same periods
     * @param blocks even, 2 to 20
     * @throws IllegalArgumentException when the series differ in length or {@code blocks} is not allowed
     */
    public static BacktestOverfitting of(double[][] returns, int blocks) {
        if (blocks < 2 || blocks > MAX_BLOCKS || blocks % 2 != 0) {
            throw new IllegalArgumentException("the number of blocks must be even and between 2 and " + MAX_BLOCKS);
        }
        boolean usable = returns.length >= 2 && returns[0].length >= 2 * blocks;
        for (double[] series : returns) {
            if (series.length != returns[0].length) {
                throw new IllegalArgumentException("the strategies must have the same number of returns");
            }
            usable &= Double.isFinite(ReturnStatistics.mean(series));
        }
        if (!usable) {
            return undefined(returns.length, blocks);
        }
        return new CrossValidation(returns, blocks).result();
    }

    /** All figures are NaN. */
    static BacktestOverfitting undefined(int strategies, int blocks) {
        double unknown = Double.NaN;
        return new BacktestOverfitting(
                strategies, blocks, 0, unknown, unknown, unknown, unknown, unknown, unknown, unknown);
    }
}

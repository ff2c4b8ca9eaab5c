package dev.quarry.assessment;

import dev.quarry.inference.BacktestOverfitting;
import dev.quarry.inference.SuperiorPerformance;
import dev.quarry.inference.Trials;

/**
 * What a sample of a search's combinations tells about the search as a whole, computed once and shared by its winners.
 * Winners are not among them, unless drawn: what is told of one must not depend on which others were picked.
 *
 * <p>The benchmark of the data-snooping tests is a return of 0, not holding the asset: a strategy that is mostly out of
 * the market would beat holding in any falling market and lose to it in any rising one, which says something about the
 * market and nothing about the rules. Where the sample is smaller than the search, the p-values know fewer competitors
 * than there were and are a lower bound; the deflated Sharpe ratio counts all of them.
 *
 * @param searchSize combinations of the search
 * @param sampled combinations that were back-tested
 * @param failed combinations of the sample that could not be run, and are left out
 * @param days daily returns of each
 * @param varying combinations of the sample whose returns vary, that is with a Sharpe ratio
 * @param sharpeVariance variance of their daily Sharpe ratios, not annualised; NaN for fewer than two
 * @param averageCorrelation of their daily returns, −1..1; NaN for fewer than two
 * @param overfitting of picking the best of the sample; NaN figures when the series is too short
 * @param superiority of the best of the sample over a return of 0
 */
public record Peers(
        long searchSize,
        int sampled,
        int failed,
        int days,
        int varying,
        double sharpeVariance,
        double averageCorrelation,
        BacktestOverfitting overfitting,
        SuperiorPerformance superiority) {

    /** The greatest sample unless another is asked for. */
    public static final int DEFAULT_SAMPLE = 300;

    /** {@link #of(Search, int, long, Runnable)} with {@link #DEFAULT_SAMPLE}. */
    public static Peers of(Search search, long seed, Runnable checkpoint) {
        return of(search, DEFAULT_SAMPLE, seed, checkpoint);
    }

    /**
     * Back-tests a sample without replacement. Memory is that of the returns: sample · days · 8 bytes.
     *
     * @param sample most combinations to back-test, at least 1
     * @param checkpoint called before each back-test and each statistic; what it throws comes out
     */
    public static Peers of(Search search, int sample, long seed, Runnable checkpoint) {
        return new PeerReturns(search, sample, seed, checkpoint).peers();
    }

    /**
     * What was tried before the winner was picked, as independent trials. Those of this search are counted by their
     * average correlation ({@link Trials#withAverageCorrelation}) and spread as the sample is. Of trials beyond it, on the
     * same series but in other searches, nothing is known: each counts as an independent one that spreads at least as
     * that of a strategy without skill ({@link Trials#withoutSkill}). The variance is the mean weighted by their numbers.
     *
     * @param distinctTrials all distinct trials ever run on the series, those of this search included; fewer than the
     *     search has, such as 0, when they are not known
     */
    public Trials trials(long distinctTrials) {
        long own = Math.max(1, searchSize);
        long others = Math.max(0, distinctTrials - own);
        double unskilled = Trials.withoutSkill(1, days).sharpeVariance();
        double ownVariance = Double.isNaN(sharpeVariance) ? unskilled : sharpeVariance;
        double independent = new Trials(own, ownVariance)
                .withAverageCorrelation(averageCorrelation)
                .count();
        double variance = (own * ownVariance + others * Math.max(ownVariance, unskilled)) / (own + others);
        return new Trials(independent + others, variance);
    }

    /** How many trials there were, taken one by one: the greater of the search's and the known ones. */
    public long allTrials(long distinctTrials) {
        return Math.max(Math.max(1, searchSize), distinctTrials);
    }
}

package dev.quarry.assessment;

import dev.quarry.inference.BacktestOverfitting;
import dev.quarry.inference.LuckTest;
import dev.quarry.inference.MarketReturns;
import dev.quarry.inference.SuperiorPerformance;
import dev.quarry.inference.Trials;

/**
 * What the outcomes of a search tell about the search as a whole, computed once and shared by its winners. What was
 * found by other searches of the same series and range counts too, as far as it differs.
 *
 * @param searchSize combinations of the search
 * @param distinct about how many of them have different outcomes, and enough trades for a verdict
 * @param sampled how many of those were back-tested here
 * @param failed combinations that could not be run, and are left out
 * @param days how many daily returns each has
 * @param averageCorrelation mean correlation of the sample's daily returns, −1..1; NaN for fewer than two
 * @param overfitting the risk of picking the best of {@value #COMPARED} of the sample; advice, not a test of an edge:
 *     where all have the same edge, choosing among them does not help. NaN figures when the series is too short or the
 *     sample does not differ
 * @param superiority whether the best of those is better than a return of 0
 * @param market the asset's own returns on the same days
 * @param luck how often worthless strategies do as well
 * @param distinctTried about how many different outcomes this search and all before it have
 * @param tried this search's outcomes and those before it, to be kept for the next search
 */
public record SearchSample(
        long searchSize,
        double distinct,
        int sampled,
        long failed,
        int days,
        double averageCorrelation,
        BacktestOverfitting overfitting,
        SuperiorPerformance superiority,
        MarketReturns market,
        LuckTest luck,
        double distinctTried,
        OutcomeSketch tried) {

    /** The size of the sample unless another is requested. */
    public static final int DEFAULT_SAMPLE = 450;

    /** How many of the sample are compared by the methods that go through pairs of halves or many resamples. */
    static final int COMPARED = 150;

    /** {@link #of(Search, OutcomeSketch, int, long, Runnable)} with {@link #DEFAULT_SAMPLE}. */
    public static SearchSample of(Search search, OutcomeSketch before, long seed, Runnable checkpoint) {
        return of(search, before, DEFAULT_SAMPLE, seed, checkpoint);
    }

    /**
     * Sweeps the search and back-tests a sample of its outcomes. Memory is that of the sample's returns.
     *
     * @param before the outcomes of other searches of the series and range
     * @param sample most outcomes to back-test, at least 2
     * @param checkpoint called before each back-test and each statistic; what it throws is passed on
     */
    public static SearchSample of(Search search, OutcomeSketch before, int sample, long seed, Runnable checkpoint) {
        return new PeerReturns(search, sample, seed, checkpoint).sample(before);
    }

    /**
     * What was tried before the winner was picked, as the number of independent trials that it amounts to, none with
     * any skill: the spread of the actual trials grows with their skill too, so an edge would raise its own bar.
     */
    public Trials trials() {
        return Trials.withoutSkill(luck.effectiveTrials(distinctTried), days);
    }

    /**
     * How often worthless strategies do as well as one with these daily returns, 0..1; NaN when it cannot be computed.
     */
    public double luckProbability(double[] dailyReturns) {
        return luck.probability(LuckTest.sums(market.beyond(dailyReturns)), distinctTried);
    }

    /**
     * How many trials there were, each counted: those of the search or those known from the ledger, whichever are more.
     */
    public long allTrials(long distinctTrials) {
        return Math.max(Math.max(1, searchSize), distinctTrials);
    }
}

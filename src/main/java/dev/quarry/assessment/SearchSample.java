package dev.quarry.assessment;

import dev.quarry.inference.BacktestOverfitting;
import dev.quarry.inference.LuckTest;
import dev.quarry.inference.MarketReturns;
import dev.quarry.inference.SuperiorPerformance;
import dev.quarry.inference.Trials;

/**
 * What the outcomes of a search tell about the search as a whole, computed once and shared by its winners. What was found by
 * other searches of the same series and range counts too, as far as it differs.
 *
 * @param searchSize combinations of the search
 * @param distinct how many of them differ in what they did and have enough trades for a verdict, about
 * @param sampled of those, how many were back-tested here
 * @param failed combinations that could not be run, and are left out
 * @param days daily returns of each
 * @param averageCorrelation of the sample's daily returns, −1..1; NaN for fewer than two
 * @param overfitting of picking the best of {@value #COMPARED} of the sample; advice, no test of an edge: where all share
 *     one, choosing among them helps nothing. NaN figures when the series is too short or the sample does not differ
 * @param superiority of the best of those over a return of 0
 * @param market the asset's own returns on the same days
 * @param luck how often worthless strategies do as well
 * @param distinctTried how many outcomes differ in this search and all before it, about
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

    /** The greatest sample unless another is asked for. */
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
     * @param before what other searches of the series and range came to
     * @param sample most outcomes to back-test, at least 2
     * @param checkpoint called before each back-test and each statistic; what it throws comes out
     */
    public static SearchSample of(Search search, OutcomeSketch before, int sample, long seed, Runnable checkpoint) {
        return new PeerReturns(search, sample, seed, checkpoint).sample(before);
    }

    /**
     * What was tried before the winner was picked, as so many independent trials as it amounts to, none with any skill: what
     * the trials really show varies with their skill too, and would raise the bar with the edge.
     */
    public Trials trials() {
        return Trials.withoutSkill(luck.effectiveTrials(distinctTried), days);
    }

    /** How often worthless strategies do as well as one with these daily returns, 0..1; NaN when it cannot be told. */
    public double luckProbability(double[] dailyReturns) {
        return luck.probability(LuckTest.sums(market.beyond(dailyReturns)), distinctTried);
    }

    /** How many trials there were, taken one by one: the greater of the search's and the known ones. */
    public long allTrials(long distinctTrials) {
        return Math.max(Math.max(1, searchSize), distinctTrials);
    }
}

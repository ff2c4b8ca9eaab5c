package dev.quarry.inference;

/**
 * How often a condition (a rule's) and a success (winning) occur together, in counted cases.
 *
 * @param successesWith cases with the condition that succeeded
 * @param failuresWith cases with the condition that failed
 * @param successesWithout cases without it that succeeded
 * @param failuresWithout cases without it that failed
 */
public record ContingencyTable(long successesWith, long failuresWith, long successesWithout, long failuresWithout) {

    public ContingencyTable {
        if (successesWith < 0 || failuresWith < 0 || successesWithout < 0 || failuresWithout < 0) {
            throw new IllegalArgumentException("a count is not negative");
        }
    }

    /** All cases. */
    public long total() {
        return successesWith + failuresWith + successesWithout + failuresWithout;
    }

    /** The share of successes among all cases, a fraction; NaN without cases. */
    public double baseRate() {
        return (double) (successesWith + successesWithout) / total();
    }

    /** The share of successes among the cases with the condition, a fraction; NaN when there are none. */
    public double rateWith() {
        return (double) successesWith / (successesWith + failuresWith);
    }

    /** The share of successes among the cases without the condition, a fraction; NaN when there are none. */
    public double rateWithout() {
        return (double) successesWithout / (successesWithout + failuresWithout);
    }

    /**
     * How many times as frequent success is with the condition as overall: {@link #rateWith()} over
     * {@link #baseRate()}, 1 for a condition that says nothing (Brin, Motwani, Ullman and Tsur 1997, "Dynamic Itemset
     * Counting and Implication Rules", there called interest). NaN when nothing succeeded or the condition never held.
     */
    public double lift() {
        return rateWith() / baseRate();
    }

    /**
     * Fisher's exact test against the alternative that success is more frequent with the condition: the probability of
     * at least as many successes with it, given the margins. R. A. Fisher (1935), "The Logic of Inductive Inference",
     * Journal of the Royal Statistical Society 98, 39-82. 1 when a margin is empty; probabilities below 1e-300 may come
     * out as 0.
     */
    public double fisherGreater() {
        return distribution().atLeast(successesWith);
    }

    /**
     * Fisher's exact test against any association: the probability of all tables with these margins that are at most as
     * likely as this one (the common two-sided convention; tables within a factor of 1 + 1e-7 count as equally likely).
     */
    public double fisherTwoSided() {
        return distribution().asUnlikelyAs(successesWith);
    }

    private HypergeometricDistribution distribution() {
        return new HypergeometricDistribution(total(), successesWith + successesWithout, successesWith + failuresWith);
    }
}

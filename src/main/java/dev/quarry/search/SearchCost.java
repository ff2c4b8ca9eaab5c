package dev.quarry.search;

import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.evaluation.Estimate;

/**
 * About how long a search takes on one core, known before it does.
 *
 * @param combinations how many there are
 * @param lines seconds for the lines and conditions of a definition, at most; who sweeps a part may need all of them again
 * @param trades seconds for walking through the trades of all combinations
 * @param storing seconds for storing the runs; 0 where none are stored
 */
public record SearchCost(long combinations, double lines, double trades, double storing) {

    /** Measured with the comprehensive grid on a year of 30-minute bars. */
    private static final double BUILT_IN_SECONDS_A_COMBINATION_AND_BAR = 2.9e-11;

    /** Measured with the grids of the definitions that come with Quarry; fewer trades take less. */
    private static final double DEFINED_SECONDS_A_COMBINATION_AND_BAR = 4e-9;

    /** Measured with the comprehensive grid in an empty ledger. */
    private static final double SECONDS_A_STORED_RUN = 3.5e-6;

    /** Measured with the grid DISCOVERY, on Spark on this machine against this node. */
    private static final double SECONDS_A_COMBINATION_FROM_ELSEWHERE = 2e-7;

    /** Of a search that stores nothing. */
    public static SearchCost of(SearchSpace space, TestedPrices prices, long combinations) {
        int bars = prices.history().size();
        if (!(space.strategy() instanceof DefinedStrategy defined)) {
            return new SearchCost(combinations, 0, BUILT_IN_SECONDS_A_COMBINATION_AND_BAR * combinations * bars, 0);
        }
        Estimate estimate = defined.estimate(
                space.baseParams(), space.grid().values(), prices.history().timeframe(), bars);
        return of(estimate, combinations, bars);
    }

    /** Of a search of a definition that stores nothing. */
    public static SearchCost of(Estimate lines, long combinations, int bars) {
        return new SearchCost(
                combinations, lines.seconds(), DEFINED_SECONDS_A_COMBINATION_AND_BAR * combinations * bars, 0);
    }

    /** The same search where all runs are stored. */
    public SearchCost stored() {
        return new SearchCost(combinations, lines, trades, SECONDS_A_STORED_RUN * combinations);
    }

    /** Of so many sweeps of the same grid over as many bars or fewer: who sweeps a part of them may need the lines of one again. */
    public SearchCost times(int sweeps) {
        return new SearchCost(combinations * sweeps, lines, trades * sweeps, storing * sweeps);
    }

    /** Without storing. */
    public double sweep() {
        return lines + trades;
    }

    /** What parts of the grid share among them: nothing of it is done twice. */
    double shared() {
        return trades + storing;
    }

    /**
     * How many seconds another cluster, however large, could save a node that sweeps with so many threads: what it found has to be read
     * here. Negative where that alone takes longer.
     */
    double savedElsewhere(int threads) {
        return sweep() / threads - SECONDS_A_COMBINATION_FROM_ELSEWHERE * combinations;
    }
}

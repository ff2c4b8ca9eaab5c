package dev.quarry.sweep;

import dev.quarry.engine.Statistics;

/**
 * Combinations that follow one another in a sweep, with what became of them, as columns: no object for each combination.
 * Positions run from 0 to {@link #size()} − 1, in grid order. Valid only while it is handed over; what is to be kept must
 * be copied.
 */
public interface SweepChunk {

    /** The outcome of combinations that could not be run. */
    long NO_OUTCOME = -1;

    /** How many combinations there are. */
    int size();

    /** The place of a combination in the grid. */
    long index(int position);

    /**
     * The number of the combination's outcome. Combinations with the same number gave the same trades, because they
     * differ in nothing that has an effect on this series; numbers count from 0 and hold for the whole sweep. An engine may
     * forget old outcomes: one that is met again then has a new number.
     */
    long outcome(int position);

    /** The statistics of the outcome; the same object for all combinations that share it, null when it could not be run. */
    Statistics statistics(int position);

    /** The combination with its statistics or the reason why it could not be run. */
    CombinationResult result(int position);
}

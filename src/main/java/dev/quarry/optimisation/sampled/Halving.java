package dev.quarry.optimisation.sampled;

import dev.quarry.strategy.ParameterReader;
import java.util.List;

/**
 * Successive halving (Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization,
 * 2016): the points of a batch are judged on the first part of the bars, the best of them on a longer one, and what is
 * left on all.
 *
 * @param rungs how often they are judged; 1 is without halving
 * @param reduction one in so many is left by each rung, and each has so many times the bars of the one before
 */
public record Halving(int rungs, int reduction) {

    static final int MOST_RUNGS = 5;
    static final int MOST_REDUCTION = 10;
    static final int DEFAULT_RUNGS = 3;
    static final int DEFAULT_REDUCTION = 3;

    /** Every point on all bars. */
    static final Halving NONE = new Halving(1, 1);

    /** Reads the fields of a request; an absent object means {@link #NONE}. Faults stay with the reader. */
    static Halving read(ParameterReader reader) {
        reader.refuseOthersThan(List.of("rungs", "reduction"));
        return new Halving(
                reader.wholeNumber("rungs", DEFAULT_RUNGS, 2, MOST_RUNGS),
                reader.wholeNumber("reduction", DEFAULT_REDUCTION, 2, MOST_REDUCTION));
    }

    /** Which part of the bars a rung has, above 0 and at most 1. */
    double share(int rung) {
        double share = 1;
        for (int k = rung; k < rungs - 1; k++) {
            share /= reduction;
        }
        return share;
    }

    /** How many of so many bars a rung has. */
    int bars(int rung, int all) {
        return rung == rungs - 1 ? all : (int) Math.ceil(share(rung) * all);
    }

    /** How many of so many points a rung lets pass. */
    int survivors(int points) {
        return (points + reduction - 1) / reduction;
    }

    /** How many points are judged beside one another, so that one is left on the last rung at least. */
    int least() {
        int least = 1;
        for (int k = 1; k < rungs; k++) {
            least *= reduction;
        }
        return least;
    }
}

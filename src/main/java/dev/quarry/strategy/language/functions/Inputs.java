package dev.quarry.strategy.language.functions;

import dev.quarry.series.Bars;
import java.util.BitSet;

/** What a function is computed from. Arguments are counted from 0, in the order of the signature. */
public interface Inputs {

    /** The bars it is computed on. */
    Bars bars();

    /** A number at each bar. The array is shared: nobody writes to it. */
    double[] line(int argument);

    /** A condition at each bar. The set is shared: nobody writes to it. */
    BitSet condition(int argument);

    /** How many bars, 1 or more. */
    int window(int argument);

    /** A number that is the same at each bar. */
    double constant(int argument);

    /** To be called often in work that takes longer than one pass; what it throws ends the work. */
    void checkpoint();

    /** The number of bars. */
    default int size() {
        return bars().size();
    }
}

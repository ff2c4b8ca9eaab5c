package dev.quarry.sweep.fast;

import dev.quarry.strategy.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Joins the tests of a signal word by word.
 *
 * @param size how many places there are, bars or candidates
 * @param ofTest the places at which a test holds, with a spare bit at least that is not set, which nobody writes to
 */
record SignalBits(int size, Function<Signal.Test, long[]> ofTest) {

    /** The places of a signal, which nobody writes to; the spare bits behind the last are not set. */
    long[] of(Signal signal) {
        if (signal instanceof Signal.Test test) {
            return ofTest.apply(test);
        }
        if (signal instanceof Signal.All all) {
            return joined(all.of(), true);
        }
        if (signal instanceof Signal.Any any) {
            return joined(any.of(), false);
        }
        long[] of = of(((Signal.Not) signal).of());
        long[] not = every();
        for (int w = 0; w < not.length; w++) {
            not[w] &= ~of[w];
        }
        return not;
    }

    long[] none() {
        return new long[size / Long.SIZE + 1];
    }

    private long[] joined(List<Signal> signals, boolean all) {
        if (signals.isEmpty()) {
            return all ? every() : none();
        }
        long[] joined = of(signals.get(0)).clone();
        for (int k = 1; k < signals.size(); k++) {
            if (all && signals.get(k).equals(Signal.ALWAYS)) {
                continue;
            }
            long[] next = of(signals.get(k));
            for (int w = 0; w < joined.length; w++) {
                joined[w] = all ? joined[w] & next[w] : joined[w] | next[w];
            }
        }
        return joined;
    }

    private long[] every() {
        long[] bits = none();
        Arrays.fill(bits, 0, size >>> 6, -1L);
        if ((size & 63) != 0) {
            bits[size >>> 6] = (1L << size) - 1;
        }
        return bits;
    }
}

package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.TradeDirection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Builds entry sets: each test of a signal is a set of candidates that is made once and combined with the others word by
 * word. The slow version is {@code dev.quarry.engine.EntrySignals}, which asks every bar; FastSweepTest holds them equal.
 */
final class EntryConditions {

    /** Where fewer of the bars than one in so many are candidates, each is asked by itself. */
    private static final int BARS_FOR_EACH = 4;

    private final Strategy strategy;
    private final IndicatorCache indicators;
    private final Candidates candidates;
    private final Map<Signal.Test, long[]> known = new HashMap<>();

    EntryConditions(Strategy strategy, IndicatorCache indicators, Candidates candidates) {
        this.strategy = strategy;
        this.indicators = indicators;
        this.candidates = candidates;
    }

    EntrySet entries(TradeDirection direction, ParameterValues values) {
        long[] shorts = direction == TradeDirection.LONG ? none() : entries(Side.SHORT, values);
        long[] longs = direction == TradeDirection.SHORT ? none() : entries(Side.LONG, values);
        return new EntrySet(shorts, longs, candidates.size());
    }

    private long[] entries(Side side, ParameterValues values) {
        return bits(strategy.entry(side).under(values));
    }

    /** Roughly the memory that the conditions take. */
    long bytes() {
        return known.size() * (8L * candidates.words() + 100);
    }

    /** Forgets all conditions. */
    void clear() {
        known.clear();
    }

    /** The candidates of a signal, which nobody writes to; the spare bits behind the last are not set. */
    private long[] bits(Signal signal) {
        if (signal instanceof Signal.Test test) {
            long[] found = known.get(test);
            return found == null ? remember(test) : found;
        }
        if (signal instanceof Signal.All all) {
            return combined(all.of(), true);
        }
        if (signal instanceof Signal.Any any) {
            return combined(any.of(), false);
        }
        long[] of = bits(((Signal.Not) signal).of());
        long[] not = every();
        for (int w = 0; w < not.length; w++) {
            not[w] &= ~of[w];
        }
        return not;
    }

    private long[] combined(List<Signal> signals, boolean all) {
        if (signals.isEmpty()) {
            return all ? every() : none();
        }
        long[] combined = bits(signals.get(0)).clone();
        for (int k = 1; k < signals.size(); k++) {
            if (all && signals.get(k).equals(Signal.ALWAYS)) {
                continue;
            }
            long[] next = bits(signals.get(k));
            for (int w = 0; w < combined.length; w++) {
                combined[w] = all ? combined[w] & next[w] : combined[w] | next[w];
            }
        }
        return combined;
    }

    private long[] remember(Signal.Test test) {
        boolean most = candidates.size() > candidates.barCount / BARS_FOR_EACH;
        long[] bits = !most
                ? gathered(test.on(indicators))
                : candidates.size() == candidates.barCount ? test.bits(indicators) : gathered(test.bits(indicators));
        known.put(test, bits);
        return bits;
    }

    private long[] gathered(IntPredicate holds) {
        long[] bits = none();
        for (int c = 0; c < candidates.size(); c++) {
            if (holds.test(candidates.bar[c])) {
                bits[c >>> 6] |= 1L << c;
            }
        }
        return bits;
    }

    private long[] gathered(long[] ofBars) {
        long[] bits = none();
        for (int c = 0; c < candidates.size(); c++) {
            int bar = candidates.bar[c];
            bits[c >>> 6] |= (ofBars[bar >>> 6] >>> bar & 1) << c;
        }
        return bits;
    }

    private long[] none() {
        return new long[candidates.words()];
    }

    private long[] every() {
        long[] bits = none();
        Arrays.fill(bits, 0, candidates.size() >>> 6, -1L);
        if ((candidates.size() & 63) != 0) {
            bits[candidates.size() >>> 6] = (1L << candidates.size()) - 1;
        }
        return bits;
    }
}

package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.TradeDirection;
import java.util.HashMap;
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
    private final SignalBits joined;
    private final Map<Signal.Test, long[]> known = new HashMap<>();

    EntryConditions(Strategy strategy, IndicatorCache indicators, Candidates candidates) {
        this.strategy = strategy;
        this.indicators = indicators;
        this.candidates = candidates;
        this.joined = new SignalBits(candidates.size(), this::ofTest);
    }

    EntrySet entries(TradeDirection direction, ParameterValues values) {
        long[] shorts = direction == TradeDirection.LONG ? joined.none() : entries(Side.SHORT, values);
        long[] longs = direction == TradeDirection.SHORT ? joined.none() : entries(Side.LONG, values);
        return new EntrySet(shorts, longs, candidates.size());
    }

    private long[] entries(Side side, ParameterValues values) {
        return joined.of(strategy.entry(side).under(values));
    }

    /** Roughly the memory that the conditions take. */
    long bytes() {
        return known.size() * (8L * candidates.words() + 100);
    }

    /** Forgets all conditions. */
    void clear() {
        known.clear();
    }

    private long[] ofTest(Signal.Test test) {
        long[] found = known.get(test);
        return found == null ? remember(test) : found;
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
        long[] bits = joined.none();
        for (int c = 0; c < candidates.size(); c++) {
            if (holds.test(candidates.bar[c])) {
                bits[c >>> 6] |= 1L << c;
            }
        }
        return bits;
    }

    private long[] gathered(long[] ofBars) {
        long[] bits = joined.none();
        for (int c = 0; c < candidates.size(); c++) {
            int bar = candidates.bar[c];
            bits[c >>> 6] |= (ofBars[bar >>> 6] >>> bar & 1) << c;
        }
        return bits;
    }
}

package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.Signal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** The bars at whose close a strategy's exit holds, as bits, made once for all exit rules that have it. */
final class ExitBits {

    private final IndicatorCache indicators;
    private final Map<Signal, long[]> known = new ConcurrentHashMap<>();

    ExitBits(IndicatorCache indicators) {
        this.indicators = indicators;
    }

    /** One bit for each bar; nobody writes to them. */
    long[] of(Signal exit) {
        long[] found = known.get(exit);
        if (found == null) {
            found = bits(exit);
            known.put(exit, found);
        }
        return found;
    }

    /** Forgets all of them. */
    void clear() {
        known.clear();
    }

    private long[] bits(Signal exit) {
        int size = indicators.bars().size();
        IntPredicate holds = exit.on(indicators);
        long[] bits = new long[size / Long.SIZE + 1];
        for (int bar = 0; bar < size; bar++) {
            if (holds.test(bar) || indicators.closesOn(bar)) {
                bits[bar >>> 6] |= 1L << bar;
            }
        }
        return bits;
    }
}

package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.Signal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * The bars at whose close a strategy's exit holds, as bits, made once for all exit rules that have it. Of an exit that asks
 * about the position, those at which it might hold for some position.
 */
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

    /** The same signal, or one without positions that holds wherever it does. */
    private static Signal possible(Signal exit) {
        if (!exit.asksPosition()) {
            return exit;
        }
        if (exit instanceof Signal.All all) {
            return new Signal.All(all.of().stream().map(ExitBits::possible).toList());
        }
        return exit instanceof Signal.Any any
                ? new Signal.Any(any.of().stream().map(ExitBits::possible).toList())
                : Signal.ALWAYS;
    }

    private long[] bits(Signal exit) {
        int size = indicators.bars().size();
        IntPredicate holds = possible(exit).on(indicators);
        long[] bits = new long[size / Long.SIZE + 1];
        for (int bar = 0; bar < size; bar++) {
            if (holds.test(bar) || indicators.closesOn(bar)) {
                bits[bar >>> 6] |= 1L << bar;
            }
        }
        return bits;
    }
}

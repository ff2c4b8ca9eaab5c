package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.Signal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bars at whose close a strategy's exit holds, as bits, made once for all exit rules that have it. Of an exit that asks
 * about the position, those at which it might hold for some position.
 */
final class ExitBits {

    /** What is kept at most: every combination of a grid may have an exit of its own. */
    private static final int MAX_BYTES = 24 << 20;

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
            if (known.size() > MAX_BYTES / (8 * found.length)) {
                known.clear();
            }
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
        long[] bits = new SignalBits(size, test -> test.bits(indicators)).of(possible(exit));
        if (indicators.closesSome()) {
            bits = bits.clone();
            for (int bar = 0; bar < size; bar++) {
                if (indicators.closesOn(bar)) {
                    bits[bar >>> 6] |= 1L << bar;
                }
            }
        }
        return bits;
    }
}

package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.strategy.Signal;
import java.util.Arrays;
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
        long[] bits = made(possible(exit)).clone();
        int size = indicators.bars().size();
        bits[size >>> 6] &= (1L << size) - 1;
        if (indicators.closesSome()) {
            for (int bar = 0; bar < size; bar++) {
                if (indicators.closesOn(bar)) {
                    bits[bar >>> 6] |= 1L << bar;
                }
            }
        }
        return bits;
    }

    /** Bits that nobody writes to, the spare ones behind the last bar at random. */
    private long[] made(Signal signal) {
        if (signal instanceof Signal.Test test) {
            return test.bits(indicators);
        }
        if (signal instanceof Signal.Not not) {
            long[] of = made(not.of()).clone();
            Arrays.setAll(of, word -> ~of[word]);
            return of;
        }
        boolean all = signal instanceof Signal.All;
        long[] joined = new long[indicators.bars().size() / Long.SIZE + 1];
        Arrays.fill(joined, all ? -1 : 0);
        for (Signal part : signal instanceof Signal.All every ? every.of() : ((Signal.Any) signal).of()) {
            long[] bits = made(part);
            for (int word = 0; word < joined.length; word++) {
                joined[word] = all ? joined[word] & bits[word] : joined[word] | bits[word];
            }
        }
        return joined;
    }
}

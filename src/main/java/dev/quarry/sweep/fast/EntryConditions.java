package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.strategy.TradeDirection;
import dev.quarry.strategy.rsibands.Bollinger;
import dev.quarry.strategy.rsibands.BollingerBands;
import dev.quarry.strategy.rsibands.Entry;
import dev.quarry.strategy.rsibands.Keltner;
import dev.quarry.strategy.rsibands.KeltnerChannel;
import dev.quarry.strategy.rsibands.Relation;
import dev.quarry.strategy.rsibands.RelativeStrength;
import dev.quarry.strategy.rsibands.Rsi;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Builds entry sets: each condition of the signal (SPEC E) is a set of candidates that is made once and intersected with
 * the others. The slow version is {@code dev.quarry.engine.EntrySignals}, which asks every bar; FastSweepTest holds
 * them equal.
 */
final class EntryConditions {

    /** The parameters that entries are made of. */
    static final Set<String> NAMES = Set.of(
            "bb_len",
            "bb_std",
            "bb_basis_type",
            "kc_ema_len",
            "kc_atr_len",
            "kc_mult",
            "kc_mid_type",
            "rsi_len_30m",
            "rsi_ma_len",
            "rsi_smoothing_type",
            "rsi_ma_type",
            "rsi_visibility",
            "rsi_min",
            "rsi_ma_min",
            "rsi_max",
            "rsi_ma_max",
            "use_rsi_relation",
            "rsi_relation",
            "entry_band_mode",
            "trade_direction");

    private record AtLeast(Rsi rsi, boolean average, double level) {}

    private record AtMost(Rsi rsi, boolean average, double level) {}

    private record Related(Rsi rsi, Relation relation) {}

    private record Touch(Record band, boolean upper) {}

    private final IndicatorCache indicators;
    private final Bars bars;
    private final Candidates candidates;
    private final Map<Record, long[]> known = new HashMap<>();

    EntryConditions(IndicatorCache indicators, Candidates candidates) {
        this.indicators = indicators;
        this.bars = indicators.bars();
        this.candidates = candidates;
    }

    EntrySet entries(StrategyParameters parameters) {
        Entry entry = parameters.entry();
        Rsi rsi = parameters.rsi();
        long[] shorts = new long[candidates.words()];
        long[] longs = new long[candidates.words()];
        if (entry.direction() != TradeDirection.LONG) {
            fill(shorts, touched(parameters, true), atLeast(rsi, false, entry.rsiMin()));
            intersect(shorts, atLeast(rsi, true, entry.rsiAverageMin()));
            if (entry.useRelation()) {
                intersect(shorts, related(rsi, entry.relation()));
            }
        }
        if (entry.direction() != TradeDirection.SHORT) {
            fill(longs, touched(parameters, false), atMost(rsi, false, entry.longRsiMax()));
            intersect(longs, atMost(rsi, true, entry.longRsiAverageMax()));
            if (entry.useRelation()) {
                intersect(longs, related(rsi, entry.relation().mirrored()));
            }
        }
        return new EntrySet(shorts, longs, candidates.size());
    }

    /** Roughly the memory that the conditions take. */
    long bytes() {
        return known.size() * (8L * candidates.words() + 100);
    }

    /** Forgets all conditions. */
    void clear() {
        known.clear();
    }

    private long[] touched(StrategyParameters parameters, boolean upper) {
        return switch (parameters.entry().bandMode()) {
            case EITHER -> combined(parameters, upper, true);
            case BOTH -> combined(parameters, upper, false);
            case BOLLINGER -> bollinger(parameters.bollinger(), upper);
            case KELTNER -> keltner(parameters.keltner(), upper);
        };
    }

    private long[] combined(StrategyParameters parameters, boolean upper, boolean either) {
        long[] bollinger = bollinger(parameters.bollinger(), upper);
        long[] keltner = keltner(parameters.keltner(), upper);
        long[] combined = new long[bollinger.length];
        for (int w = 0; w < combined.length; w++) {
            combined[w] = either ? bollinger[w] | keltner[w] : bollinger[w] & keltner[w];
        }
        return combined;
    }

    private long[] bollinger(Bollinger parameters, boolean upper) {
        Touch key = new Touch(parameters, upper);
        long[] found = known.get(key);
        if (found == null) {
            BollingerBands bands = indicators.bollinger(parameters);
            found = remember(key, upper ? above(bands.upper()) : below(bands.lower()));
        }
        return found;
    }

    private long[] keltner(Keltner parameters, boolean upper) {
        Touch key = new Touch(parameters, upper);
        long[] found = known.get(key);
        if (found == null) {
            KeltnerChannel bands = indicators.keltner(parameters);
            found = remember(key, upper ? above(bands.upper()) : below(bands.lower()));
        }
        return found;
    }

    private IntPredicate above(double[] band) {
        return bar -> bars.high()[bar] >= band[bar];
    }

    private IntPredicate below(double[] band) {
        return bar -> bars.low()[bar] <= band[bar];
    }

    private long[] atLeast(Rsi rsi, boolean average, double level) {
        AtLeast key = new AtLeast(rsi, average, level);
        long[] found = known.get(key);
        if (found == null) {
            double[] column = column(rsi, average);
            found = remember(key, bar -> column[bar] >= level);
        }
        return found;
    }

    private long[] atMost(Rsi rsi, boolean average, double level) {
        AtMost key = new AtMost(rsi, average, level);
        long[] found = known.get(key);
        if (found == null) {
            double[] column = column(rsi, average);
            found = remember(key, bar -> column[bar] <= level);
        }
        return found;
    }

    private long[] related(Rsi rsi, Relation relation) {
        Related key = new Related(rsi, relation);
        long[] found = known.get(key);
        if (found == null) {
            RelativeStrength strength = indicators.strength(rsi);
            found = remember(key, bar -> relation.holds(strength.rsi()[bar], strength.average()[bar]));
        }
        return found;
    }

    private double[] column(Rsi rsi, boolean average) {
        RelativeStrength strength = indicators.strength(rsi);
        return average ? strength.average() : strength.rsi();
    }

    private long[] remember(Record key, IntPredicate holdsAtBar) {
        long[] bits = new long[candidates.words()];
        for (int c = 0; c < candidates.size(); c++) {
            if (holdsAtBar.test(candidates.bar[c])) {
                bits[c >>> 6] |= 1L << c;
            }
        }
        known.put(key, bits);
        return bits;
    }

    private static void fill(long[] target, long[] one, long[] other) {
        for (int w = 0; w < target.length; w++) {
            target[w] = one[w] & other[w];
        }
    }

    private static void intersect(long[] target, long[] other) {
        for (int w = 0; w < target.length; w++) {
            target[w] &= other[w];
        }
    }
}

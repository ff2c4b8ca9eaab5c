package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.strategy.TradeDirection;
import dev.quarry.strategy.rsibands.BollingerBands;
import dev.quarry.strategy.rsibands.KeltnerChannel;
import dev.quarry.strategy.rsibands.RelativeStrength;
import dev.quarry.sweep.SweepPlan;
import java.util.BitSet;
import java.util.Set;

/**
 * Finds the bars on which some combination of a plan might enter: a bar that no RSI of the plan lets through at the
 * loosest thresholds, or that touches no band of any width, is no candidate. Too many candidates cost time only; where a
 * plan varies so much that the loosest rule is dear to find, the rule is left out.
 */
final class EntryBounds {

    private static final int LOOKED_AT_MOST = 64;
    private static final int THRESHOLDS_AT_MOST = 10_000;

    private final SweepPlan plan;
    private final IndicatorCache indicators;
    private final Bars bars;
    private final Runnable checkpoint;

    /** @param checkpoint is called often; what it throws ends the work */
    EntryBounds(SweepPlan plan, IndicatorCache indicators, Runnable checkpoint) {
        this.plan = plan;
        this.indicators = indicators;
        this.bars = indicators.bars();
        this.checkpoint = checkpoint;
    }

    Candidates candidates() {
        Facet direction = facet("trade_direction");
        boolean shorts = direction.all(checkpoint).anyMatch(p -> p.entry().direction() != TradeDirection.LONG);
        boolean longs = direction.all(checkpoint).anyMatch(p -> p.entry().direction() != TradeDirection.SHORT);
        BitSet shortStrength = all(shorts);
        BitSet longStrength = all(longs);
        boundByStrength(shortStrength, longStrength);
        BitSet shortTouch = all(shorts);
        BitSet longTouch = all(longs);
        boundByTouch(shortTouch, longTouch);
        shortStrength.and(shortTouch);
        longStrength.and(longTouch);
        shortStrength.or(longStrength);
        for (int i = 0; i < bars.size(); i++) {
            if (!(bars.close()[i] > 0)) {
                shortStrength.clear(i);
            }
        }
        return new Candidates(bars, shortStrength);
    }

    private void boundByStrength(BitSet shorts, BitSet longs) {
        Facet strengths = facet("rsi_len_30m", "rsi_ma_len", "rsi_smoothing_type", "rsi_ma_type", "rsi_visibility");
        Facet levels = facet("rsi_min", "rsi_max");
        Facet averages = facet("rsi_ma_min", "rsi_ma_max");
        if (strengths.size() > LOOKED_AT_MOST
                || levels.size() > THRESHOLDS_AT_MOST
                || averages.size() > THRESHOLDS_AT_MOST) {
            return;
        }
        double least = levels.all(checkpoint)
                .mapToDouble(p -> p.entry().rsiMin())
                .min()
                .orElse(0);
        double most = levels.all(checkpoint)
                .mapToDouble(p -> p.entry().longRsiMax())
                .max()
                .orElse(100);
        double leastAverage = averages.all(checkpoint)
                .mapToDouble(p -> p.entry().rsiAverageMin())
                .min()
                .orElse(0);
        double mostAverage = averages.all(checkpoint)
                .mapToDouble(p -> p.entry().longRsiAverageMax())
                .max()
                .orElse(100);
        BitSet high = new BitSet();
        BitSet low = new BitSet();
        strengths.all(checkpoint).map(StrategyParameters::rsi).distinct().forEach(parameters -> {
            checkpoint.run();
            RelativeStrength strength = indicators.strength(parameters);
            for (int i = 0; i < bars.size(); i++) {
                double rsi = strength.rsi()[i];
                double average = strength.average()[i];
                if (rsi >= least && average >= leastAverage) {
                    high.set(i);
                }
                if (rsi <= most && average <= mostAverage) {
                    low.set(i);
                }
            }
        });
        shorts.and(high);
        longs.and(low);
    }

    private void boundByTouch(BitSet shorts, BitSet longs) {
        Facet bollinger = facet("bb_len", "bb_std", "bb_basis_type");
        Facet keltner = facet("kc_ema_len", "kc_atr_len", "kc_mult", "kc_mid_type");
        if (bollinger.size() > LOOKED_AT_MOST || keltner.size() > LOOKED_AT_MOST) {
            return;
        }
        BitSet high = new BitSet();
        BitSet low = new BitSet();
        bollinger.all(checkpoint).map(StrategyParameters::bollinger).distinct().forEach(parameters -> {
            checkpoint.run();
            BollingerBands bands = indicators.bollinger(parameters);
            touches(bands.upper(), bands.lower(), high, low);
        });
        keltner.all(checkpoint).map(StrategyParameters::keltner).distinct().forEach(parameters -> {
            checkpoint.run();
            KeltnerChannel bands = indicators.keltner(parameters);
            touches(bands.upper(), bands.lower(), high, low);
        });
        shorts.and(high);
        longs.and(low);
    }

    private void touches(double[] upper, double[] lower, BitSet high, BitSet low) {
        for (int i = 0; i < bars.size(); i++) {
            if (bars.high()[i] >= upper[i]) {
                high.set(i);
            }
            if (bars.low()[i] <= lower[i]) {
                low.set(i);
            }
        }
    }

    private BitSet all(boolean any) {
        BitSet all = new BitSet(bars.size());
        all.set(0, any ? bars.size() : 0);
        return all;
    }

    private Facet facet(String... names) {
        return new Facet(plan, Set.of(names));
    }
}

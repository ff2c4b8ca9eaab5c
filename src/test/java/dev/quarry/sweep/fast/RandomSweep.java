package dev.quarry.sweep.fast;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A series and a plan drawn from a seed: every parameter may vary, with values at and beyond what people use. */
final class RandomSweep {

    private static final Map<String, List<Object>> VALUES = values();
    private static final int COMBINATIONS_AT_MOST = 600;

    private final long seed;
    private final Random random;

    RandomSweep(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** From nothing to a few hundred bars: a walk with jumps, or flat, or with spikes, some bars missing. */
    Bars bars() {
        int[] few = {0, 1, 2, 3, 5};
        int size = random.nextInt(12) == 0 ? few[random.nextInt(few.length)] : 40 + random.nextInt(300);
        Timeframe timeframe = Timeframe.values()[random.nextInt(Timeframe.values().length)];
        double gaps = pick(0, 0, 0.1, 0.5);
        double flat = pick(0, 0.1, 0.6, 0.95);
        double spikes = pick(0, 0.02, 0.1);
        double move = pick(0.001, 0.01, 0.05);
        double tick = pick(0, 0, 0.5);
        long[] openTime = new long[size];
        double[][] prices = new double[5][size];
        long slot = (random.nextBoolean() ? 1_500_000_000_000L : -50_000_000L) / timeframe.millis();
        double last = 100;
        for (int i = 0; i < size; i++) {
            openTime[i] = slot * timeframe.millis();
            slot += random.nextDouble() < gaps ? 1 + random.nextInt(60) : 1;
            boolean still = random.nextDouble() < flat;
            double open = still ? last : last * (1 + random.nextGaussian() * move / 3);
            double close = still ? open : open * (1 + random.nextGaussian() * move);
            boolean spike = random.nextDouble() < spikes;
            double reach = spike ? 20 * move : still ? 0 : move;
            prices[0][i] = rounded(open, tick);
            prices[1][i] = rounded(Math.max(open, close) * (1 + random.nextDouble() * reach), tick);
            prices[2][i] = rounded(Math.min(open, close) * (1 - random.nextDouble() * Math.min(0.9, reach)), tick);
            prices[3][i] = rounded(close, tick);
            last = close < 1 || close > 1e6 ? 100 : close;
        }
        Bars bars = new Bars(timeframe, openTime, prices[0], prices[1], prices[2], prices[3], prices[4]);
        return seed % 4 == 3 ? bars.withFunding(funding(size)) : bars;
    }

    /** Payments to and fro, some of them large, at some of the bars. */
    private double[] funding(int size) {
        Random payments = new Random(seed);
        double[] sums = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += payments.nextInt(3) == 0 ? payments.nextGaussian() * 0.01 : 0;
            sums[i] = sum;
        }
        return sums;
    }

    /** A grid over some parameters on top of base values for others. */
    SweepPlan plan() {
        List<String> names = new ArrayList<>(VALUES.keySet());
        Collections.sort(names);
        Collections.shuffle(names, random);
        Map<String, Object> grid = new LinkedHashMap<>();
        int varied = 1 + random.nextInt(7);
        int size = 1;
        for (String name : names.subList(0, varied)) {
            List<Object> values = drawn(name);
            if (size * values.size() <= COMBINATIONS_AT_MOST) {
                grid.put(name, values);
                size *= values.size();
            }
        }
        Map<String, Object> base = new HashMap<>();
        for (String name : names.subList(varied, names.size())) {
            if (random.nextInt(3) == 0) {
                base.put(
                        name,
                        VALUES.get(name).get(random.nextInt(VALUES.get(name).size())));
            }
        }
        if (random.nextInt(4) > 0) {
            base.putIfAbsent("rsi_min", 45);
            base.putIfAbsent("rsi_ma_min", 40);
            base.putIfAbsent("bb_len", 5);
        }
        if (random.nextInt(40) == 0) {
            base.put("stop_mode", "none");
        }
        Combinations all = Combinations.all(Grid.of(RsiBands.STRATEGY, grid));
        return switch (random.nextInt(5)) {
            case 0 -> SweepPlan.of(Combinations.distinct(all.grid()), base);
            case 1 -> SweepPlan.of(all.sample(1 + random.nextInt(100), random.nextLong()), base);
            case 2 -> SweepPlan.of(all, base).skipping(index -> index % 3 == 1);
            default -> SweepPlan.of(all, base);
        };
    }

    private List<Object> drawn(String name) {
        List<Object> values = new ArrayList<>(VALUES.get(name));
        Collections.shuffle(values, random);
        List<Object> few = new ArrayList<>(values.subList(0, 1 + random.nextInt(Math.min(5, values.size()))));
        if (random.nextInt(10) == 0) {
            few.add(few.get(0));
        }
        return few;
    }

    private double pick(double... values) {
        return values[random.nextInt(values.length)];
    }

    private static double rounded(double price, double tick) {
        return tick == 0 ? price : Math.max(tick, Math.rint(price / tick) * tick);
    }

    private static Map<String, List<Object>> values() {
        Map<String, List<Object>> values = new HashMap<>();
        put(values, "bb_len", 1, 2, 5, 20);
        put(values, "bb_std", 0.1, 0.5, 1.0, 2.0, 3);
        put(values, "bb_basis_type", "sma", "ema");
        put(values, "kc_ema_len", 1, 3, 20);
        put(values, "kc_atr_len", 1, 4, 60);
        put(values, "kc_mult", 0.1, 0.3, 1.0, 2.0);
        put(values, "kc_mid_type", "sma", "ema");
        put(values, "rsi_len_30m", 1, 2, 7, 14);
        put(values, "rsi_ma_len", 1, 3, 10);
        put(values, "rsi_smoothing_type", "sma", "rma", "ema");
        put(values, "rsi_ma_type", "sma", "ema");
        put(values, "rsi_visibility", "bin_close", "bin_start");
        put(values, "rsi_min", 0, 40, 45.5, 50, 60.5, 70, 100);
        put(values, "rsi_ma_min", 0, 40, 45, 55, 70);
        put(values, "rsi_max", null, 35, 60, 100);
        put(values, "rsi_ma_max", null, 40, 60, 100);
        put(values, "use_rsi_relation", true, false);
        put(values, "rsi_relation", "<", "<=", ">", ">=");
        put(values, "entry_band_mode", "Either", "KC", "BB", "Both");
        put(values, "trade_direction", "Short", "Long", "Both");
        put(values, "exit_channel", "BB", "KC");
        put(values, "exit_level", "mid", "lower");
        put(values, "max_bars_in_trade", null, 0, 1, 3, 20, 100);
        put(values, "use_stop", true, true, false);
        put(values, "stop_mode", "Fixed %", "Fixed %", "ATR");
        put(values, "stop_pct", 0.05, 0.5, 2.0, 10, 100, null);
        put(values, "stop_atr_mult", 0.2, 0.5, 2.5, 30, null);
        put(values, "use_trailing", true, false);
        put(values, "trail_pct", 0.05, 0.3, 3.0, 100);
        put(values, "trail_from", "bar", "next_bar");
        put(values, "stop_fill", "stop_price", "gap_aware");
        put(values, "cash", 10_000, 1, 123.45);
        put(values, "commission", 0.0, 0.001, 0.05, 1);
        put(values, "trade_mode", "Margin / Futures", "Margin / Futures", "Simple (1x spot-style)");
        put(values, "daily_loss_limit", null, 0, 0.05, 0.5, 3.0);
        put(values, "risk_per_trade_pct", 0, 0.5, 1.0, 5.0, 100);
        put(values, "max_leverage", null, 0, 0.5, 1.0, 3.0, 25.0, 1000);
        put(values, "maintenance_margin_pct", null, 0, 0.5, 5.0, 60, 100);
        put(values, "max_margin_utilization", null, 0, 10, 50.0, 99.99999999999999, 100.0);
        put(values, "slippage_pct", 0.0, 0.1, 5, 50);
        put(values, "funding_rate", 0.0, 0.0001, -0.0003, 1);
        return values;
    }

    private static void put(Map<String, List<Object>> values, String name, Object... those) {
        values.put(name, Arrays.asList(those));
    }
}

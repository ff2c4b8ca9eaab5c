package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Series and parameters drawn from a seed, wild enough that every rule of the strategy is met. */
public final class RandomMarket {

    private static final Map<String, List<Object>> CHOICES = Map.ofEntries(
            Map.entry("bb_len", List.of(1, 2, 5, 20)),
            Map.entry("bb_std", List.of(0.5, 1.0, 2.0)),
            Map.entry("bb_basis_type", List.of("sma", "ema")),
            Map.entry("kc_ema_len", List.of(1, 3, 20)),
            Map.entry("kc_atr_len", List.of(1, 4, 60)),
            Map.entry("kc_mult", List.of(0.3, 1.0, 2.0)),
            Map.entry("kc_mid_type", List.of("sma", "ema")),
            Map.entry("rsi_len_30m", List.of(1, 2, 7)),
            Map.entry("rsi_ma_len", List.of(1, 3)),
            Map.entry("rsi_smoothing_type", List.of("sma", "rma", "ema")),
            Map.entry("rsi_ma_type", List.of("sma", "ema")),
            Map.entry("rsi_min", List.of(40, 50, 60.5)),
            Map.entry("rsi_ma_min", List.of(0, 45, 55)),
            Map.entry("rsi_max", List.of(35, 60)),
            Map.entry("use_rsi_relation", List.of(true, false)),
            Map.entry("rsi_relation", List.of("<", "<=", ">", ">=")),
            Map.entry("entry_band_mode", List.of("Either", "KC", "BB", "Both")),
            Map.entry("trade_direction", List.of("Short", "Long", "Both")),
            Map.entry("exit_channel", List.of("BB", "KC")),
            Map.entry("exit_level", List.of("mid", "lower")),
            Map.entry("max_bars_in_trade", List.of(0, 3, 20)),
            Map.entry("use_stop", List.of(true, true, false)),
            Map.entry("stop_mode", List.of("Fixed %", "ATR")),
            Map.entry("stop_pct", List.of(0.5, 2.0)),
            Map.entry("stop_atr_mult", List.of(0.5, 2.5)),
            Map.entry("use_trailing", List.of(true, false)),
            Map.entry("trail_pct", List.of(0.3, 3.0)),
            Map.entry("commission", List.of(0.0, 0.001)),
            Map.entry("daily_loss_limit", List.of(0.5, 3.0)),
            Map.entry("risk_per_trade_pct", List.of(0, 1.0, 5.0)),
            Map.entry("max_leverage", List.of(1.0, 3.0, 25.0)),
            Map.entry("maintenance_margin_pct", List.of(0.5, 5.0)),
            Map.entry("max_margin_utilization", List.of(50.0, 100.0)),
            Map.entry("trail_from", List.of("bar", "next_bar")),
            Map.entry("stop_fill", List.of("stop_price", "gap_aware")),
            Map.entry("slippage_pct", List.of(0.0, 0.1)),
            Map.entry("funding_rate", List.of(0.0, 0.0001, -0.0003)));

    private RandomMarket() {}

    /** A random walk of {@code size} bars with jumps, flat stretches and, by chance, missing bars. */
    public static Bars bars(Timeframe timeframe, int size, long seed) {
        Random random = new Random(seed);
        long[] openTime = new long[size];
        double[][] prices = new double[5][size];
        boolean gapped = random.nextBoolean();
        long slot = 1_000_000_000_000L / timeframe.millis();
        double last = 100;
        for (int i = 0; i < size; i++) {
            openTime[i] = slot * timeframe.millis();
            slot += gapped && random.nextInt(8) == 0 ? 1 + random.nextInt(6) : 1;
            boolean flat = random.nextInt(10) == 0;
            double open = flat ? last : last * (1 + random.nextGaussian() * 0.003);
            double close = flat ? open : open * (1 + random.nextGaussian() * 0.01);
            prices[0][i] = open;
            prices[1][i] = Math.max(open, close) * (flat ? 1 : 1 + random.nextDouble() * 0.01);
            prices[2][i] = Math.min(open, close) * (flat ? 1 : 1 - random.nextDouble() * 0.01);
            prices[3][i] = close;
            prices[4][i] = random.nextDouble();
            last = close;
        }
        return new Bars(timeframe, openTime, prices[0], prices[1], prices[2], prices[3], prices[4]);
    }

    /** About half of the parameters, drawn from a few telling values. */
    public static StrategyParameters parameters(long seed) {
        Random random = new Random(seed);
        Map<String, Object> raw = new HashMap<>();
        for (String name : StrategyParameters.names(RsiBands.STRATEGY)) {
            List<Object> values = CHOICES.get(name);
            if (values != null && random.nextBoolean()) {
                raw.put(name, values.get(random.nextInt(values.size())));
            }
        }
        raw.putIfAbsent("rsi_min", 50);
        raw.putIfAbsent("rsi_ma_min", 45);
        return StrategyParameters.parse(RsiBands.STRATEGY, raw, 0.0005).orThrow();
    }
}

package dev.quarry.strategy.rsibands;

import dev.quarry.strategy.Preset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reference's fourteen strategy presets (SPEC K). Most of them differ from a common stock in a few parameters, which
 * is how they are written here: {@code name = value}, numbers without a point being whole ones.
 */
public final class Presets {

    /** All parameters of the default preset. */
    private static final Map<String, Object> BALANCED = with(Map.of(), """
            bb_len = 20; bb_std = 2.0; bb_basis_type = sma; kc_ema_len = 20; kc_atr_len = 14;
            kc_mult = 2.0; kc_mid_type = ema; rsi_len_30m = 14; rsi_ma_len = 10;
            rsi_smoothing_type = ema; rsi_ma_type = sma; rsi_min = 68; rsi_ma_min = 66; rsi_max = 32;
            rsi_ma_max = 34; use_rsi_relation = true; rsi_relation = >=; entry_band_mode = Either;
            trade_direction = Both; exit_channel = BB; exit_level = mid; use_stop = true;
            stop_mode = Fixed %; stop_pct = 2.0; stop_atr_mult = 2.0; use_trailing = false;
            trail_pct = 1.0; max_bars_in_trade = 100; daily_loss_limit = 3.0; risk_per_trade_pct = 1.0;
            trade_mode = Margin / Futures; max_leverage = 2.0; maintenance_margin_pct = 0.5;
            max_margin_utilization = 70.0""");

    /** The default preset as short only; its long thresholds are left out. */
    private static final Map<String, Object> SHORT_ONLY =
            without(with(BALANCED, "trade_direction = Short"), "rsi_max", "rsi_ma_max");

    /** The default preset with trailing ATR stops and more risk. */
    private static final Map<String, Object> DIRECTIONAL = with(BALANCED, """
            exit_level = lower; stop_mode = ATR; use_trailing = true; trail_pct = 1.5;
            max_bars_in_trade = 80; daily_loss_limit = 4.0; risk_per_trade_pct = 1.5;
            max_leverage = 3.0; max_margin_utilization = 80.0""");

    private static final List<Preset> ALL = List.of(
            new Preset(
                    "default",
                    "Balanced Default (Long/Short 50/50)",
                    "Direction: Long/Short blend (50% long / 50% short). Balanced mean-reversion "
                            + "baseline with mid exits and fixed stops for steadier trade frequency.",
                    "balanced",
                    with(BALANCED, "")),
            new Preset(
                    "conservative",
                    "Conservative (Short-only)",
                    "Direction: Short-only (100% short). High win rate with tight risk controls. "
                            + "Requires strong signals (both bands + high RSI). Best for capital preservation.",
                    "conservative",
                    with(SHORT_ONLY, """
                    rsi_min = 75; rsi_ma_min = 72; entry_band_mode = Both; stop_pct = 1.5; stop_atr_mult = null;
                    max_bars_in_trade = 50; daily_loss_limit = 2.0; risk_per_trade_pct = 0.5;
                    max_margin_utilization = 60.0""")),
            new Preset(
                    "low_drawdown",
                    "Low Drawdown (Short-only)",
                    "Direction: Short-only (100% short). Minimizes maximum drawdown with very "
                            + "conservative entries and strict daily limits. Sacrifices returns for stability.",
                    "conservative",
                    with(SHORT_ONLY, """
                    bb_std = 2.2; kc_mult = 2.2; rsi_min = 75; rsi_ma_min = 73; entry_band_mode = Both;
                    stop_pct = 1.0; stop_atr_mult = null; trail_pct = 0.8; max_bars_in_trade = 40;
                    daily_loss_limit = 1.5; risk_per_trade_pct = 0.3; max_leverage = 1.5;
                    max_margin_utilization = 50.0""")),
            new Preset(
                    "aggressive",
                    "Aggressive (Short-only)",
                    "Direction: Short-only (100% short). Higher profit factor with larger position "
                            + "sizing and wider stops. More trades, accepts lower win rate for bigger winners.",
                    "aggressive",
                    with(SHORT_ONLY, """
                    kc_mult = 1.8; rsi_min = 65; rsi_ma_min = 65; exit_level = lower; stop_mode = ATR;
                    stop_pct = null; stop_atr_mult = 2.5; use_trailing = true; trail_pct = 2.0;
                    daily_loss_limit = 5.0; risk_per_trade_pct = 2.0; max_leverage = 3.0;
                    max_margin_utilization = 80.0""")),
            new Preset(
                    "high_profit_factor",
                    "High Profit Factor (Short-only)",
                    "Direction: Short-only (100% short). Optimized specifically for maximum profit "
                            + "factor. Uses ATR stops and trailing to let winners run while cutting losers.",
                    "aggressive",
                    with(SHORT_ONLY, """
                    rsi_min = 72; rsi_ma_min = 70; exit_level = lower; stop_mode = ATR; stop_pct = null;
                    use_trailing = true; trail_pct = 1.5; max_bars_in_trade = 80; daily_loss_limit = 4.0;
                    risk_per_trade_pct = 1.5; max_leverage = 3.0; max_margin_utilization = 80.0""")),
            new Preset(
                    "directional_short_only",
                    "Directional Short Only (100% short)",
                    "Direction: Short-only (100% short). Short-only mean reversion using overbought "
                            + "signals. Mirrors the legacy short strategy.",
                    "balanced",
                    with(DIRECTIONAL, """
                    rsi_min = 72; rsi_ma_min = 70; rsi_max = 30; rsi_ma_max = 30; trade_direction = Short""")),
            new Preset(
                    "directional_long_only",
                    "Directional Long Only (100% long)",
                    "Direction: Long-only (100% long). Long-only mean reversion using oversold "
                            + "signals. Mirrors the short setup with long entries.",
                    "balanced",
                    with(DIRECTIONAL, """
                    rsi_min = 72; rsi_ma_min = 70; rsi_max = 30; rsi_ma_max = 30; trade_direction = Long""")),
            new Preset(
                    "directional_blend_balanced",
                    "Directional Blend (Balanced 50/50)",
                    "Direction: Long/Short blend (50% long / 50% short). Balanced long/short blend "
                            + "with symmetric RSI thresholds.",
                    "balanced",
                    with(DIRECTIONAL, """
                    rsi_min = 70; rsi_ma_min = 68; rsi_max = 30; rsi_ma_max = 32""")),
            new Preset(
                    "directional_blend_long_bias",
                    "Directional Blend (Long Bias 60/40)",
                    "Direction: Long bias (60% long / 40% short). Long/short blend with looser long "
                            + "thresholds and stricter short thresholds.",
                    "balanced",
                    with(DIRECTIONAL, """
                    rsi_min = 78; rsi_ma_min = 75; rsi_max = 35; rsi_ma_max = 38""")),
            new Preset(
                    "directional_blend_short_bias",
                    "Directional Blend (Short Bias 60/40)",
                    "Direction: Short bias (60% short / 40% long). Long/short blend with looser short"
                            + " thresholds and stricter long thresholds.",
                    "balanced",
                    with(DIRECTIONAL, """
                    rsi_max = 25; rsi_ma_max = 28""")),
            new Preset(
                    "scalping",
                    "Scalping (Short-only)",
                    "Direction: Short-only (100% short). Quick in-and-out trades targeting small "
                            + "moves. Tight stops, short holding period, exits at mid band. High frequency.",
                    "specialized",
                    with(SHORT_ONLY, """
                    bb_len = 15; bb_std = 1.8; bb_basis_type = ema; kc_ema_len = 15; kc_atr_len = 10;
                    kc_mult = 1.8; rsi_len_30m = 10; rsi_ma_len = 5; rsi_ma_type = ema; rsi_min = 70;
                    rsi_ma_min = 68; entry_band_mode = KC; exit_channel = KC; stop_pct = 1.0;
                    stop_atr_mult = null; trail_pct = 0.5; max_bars_in_trade = 20; risk_per_trade_pct = 0.5;
                    max_leverage = 2.5""")),
            new Preset(
                    "swing",
                    "Swing Trading (Short-only)",
                    "Direction: Short-only (100% short). Longer-term trades targeting larger moves. "
                            + "Wider stops, longer holding period, exits at lower band. Fewer but bigger "
                            + "trades.",
                    "specialized",
                    with(SHORT_ONLY, """
                    bb_len = 25; bb_std = 2.2; kc_ema_len = 25; kc_atr_len = 20; kc_mult = 2.2; rsi_ma_len = 14;
                    rsi_smoothing_type = rma; entry_band_mode = BB; exit_level = lower; stop_mode = ATR;
                    stop_pct = null; stop_atr_mult = 2.5; use_trailing = true; trail_pct = 2.5;
                    max_bars_in_trade = 150; daily_loss_limit = 5.0""")),
            new Preset(
                    "momentum_burst",
                    "Momentum Burst (Short-only)",
                    "Direction: Short-only (100% short). Catches extreme overbought conditions with "
                            + "very high RSI requirements. Fewer trades but high-probability setups.",
                    "specialized",
                    with(SHORT_ONLY, """
                    rsi_min = 80; rsi_ma_min = 75; stop_mode = ATR; stop_pct = null; stop_atr_mult = 1.5;
                    use_trailing = true; max_bars_in_trade = 60; risk_per_trade_pct = 1.5; max_leverage = 3.0;
                    max_margin_utilization = 80.0""")),
            new Preset(
                    "mean_reversion",
                    "Mean Reversion Classic (Short-only)",
                    "Direction: Short-only (100% short). Classic mean reversion setup using standard "
                            + "BB parameters. No trailing stop, relies on price returning to mean.",
                    "balanced",
                    with(SHORT_ONLY, """
                    rsi_min = 70; rsi_ma_min = 68; use_rsi_relation = false; entry_band_mode = BB;
                    stop_pct = 2.5; stop_atr_mult = null; max_leverage = 2.5""")));

    private Presets() {}

    /** Every preset, the default one first. */
    public static List<Preset> all() {
        return ALL;
    }

    /** The preset of that key; empty when there is none. */
    public static Optional<Preset> of(String key) {
        return ALL.stream().filter(preset -> preset.key().equals(key)).findFirst();
    }

    private static Map<String, Object> with(Map<String, Object> stock, String changes) {
        Map<String, Object> changed = new LinkedHashMap<>(stock);
        for (String change : changes.split(";")) {
            if (!change.isBlank()) {
                int equals = change.indexOf(" = ");
                changed.put(
                        change.substring(0, equals).strip(),
                        value(change.substring(equals + 3).strip()));
            }
        }
        return Collections.unmodifiableMap(changed);
    }

    private static Map<String, Object> without(Map<String, Object> stock, String... names) {
        Map<String, Object> changed = new LinkedHashMap<>(stock);
        changed.keySet().removeAll(List.of(names));
        return changed;
    }

    private static Object value(String text) {
        if (text.equals("null")) {
            return null;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (text.matches("\\d+")) {
            return Integer.valueOf(text);
        }
        return text.matches("\\d+\\.\\d+") ? (Object) Double.valueOf(text) : text;
    }
}

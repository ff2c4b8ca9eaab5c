package dev.quarry.strategy.rsibands;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The grids that the reference offers for searches (SPEC G.2) and discoveries (SPEC H.1), by name, smallest idea first. */
public final class BuiltInGrids {

    /** 8,640, 36 and 252,000 combinations. */
    private static final Map<String, Map<String, List<?>>> OPTIMISATION = ordered(
            "default",
            grid(
                    "rsi_min", List.of(65, 68, 70, 72, 75),
                    "rsi_ma_min", List.of(65, 68, 70, 72),
                    "entry_band_mode", List.of("Either", "KC", "BB", "Both"),
                    "bb_std", List.of(1.8, 2.0, 2.2),
                    "kc_mult", List.of(1.8, 2.0, 2.2),
                    "stop_pct", List.of(1.5, 2.0, 2.5, 3.0),
                    "trail_pct", List.of(1.0, 1.5, 2.0)),
            "quick",
            grid(
                    "rsi_min", List.of(68, 70, 72),
                    "rsi_ma_min", List.of(68, 70),
                    "entry_band_mode", List.of("Either", "Both"),
                    "stop_pct", List.of(1.5, 2.0, 2.5)),
            "comprehensive",
            grid(
                    "rsi_min", List.of(62, 65, 68, 70, 72, 75, 78),
                    "rsi_ma_min", List.of(62, 65, 68, 70, 72, 75),
                    "entry_band_mode", List.of("Either", "KC", "BB", "Both"),
                    "bb_std", List.of(1.6, 1.8, 2.0, 2.2, 2.4),
                    "kc_mult", List.of(1.6, 1.8, 2.0, 2.2, 2.4),
                    "stop_pct", List.of(1.0, 1.5, 2.0, 2.5, 3.0, 3.5),
                    "trail_pct", List.of(0.8, 1.0, 1.5, 2.0, 2.5),
                    "exit_level", List.of("mid", "lower")));

    /** 7,200, 15,552, 4,608, 839,808 and 8,960,000 combinations; 7,200, 10,368, 896, 186,624 and 4,200,000 distinct ones. */
    private static final Map<String, Map<String, List<?>>> DISCOVERY = ordered(
            "quick",
            grid(
                    "rsi_min", List.of(66, 68, 70, 72, 74),
                    "rsi_ma_min", List.of(64, 66, 68, 70, 72),
                    "entry_band_mode", List.of("Either", "KC", "BB", "Both"),
                    "exit_level", List.of("mid", "lower"),
                    "bb_std", List.of(1.8, 2.0, 2.2),
                    "kc_mult", List.of(1.8, 2.0, 2.2),
                    "stop_pct", List.of(1.5, 2.0, 2.5, 3.0)),
            "focused",
            grid(
                    "rsi_min", List.of(68, 70, 72, 74),
                    "rsi_ma_min", List.of(66, 68, 70, 72),
                    "entry_band_mode", List.of("Either", "KC", "Both"),
                    "exit_level", List.of("mid", "lower"),
                    "bb_std", List.of(1.9, 2.0, 2.1),
                    "kc_mult", List.of(1.9, 2.0, 2.1),
                    "stop_pct", List.of(1.5, 2.0, 2.5),
                    "use_trailing", List.of(true, false),
                    "trail_pct", List.of(1.0, 1.5, 2.0)),
            "margin",
            grid(
                    "trade_mode", List.of("Margin / Futures"),
                    "max_leverage", List.of(2.0, 3.0, 5.0, 10.0),
                    "risk_per_trade_pct", List.of(0.5, 1.0, 1.5, 2.0),
                    "maintenance_margin_pct", List.of(0.5, 1.0),
                    "stop_mode", List.of("Fixed %", "ATR"),
                    "stop_atr_mult", List.of(1.5, 2.0, 2.5),
                    "stop_pct", List.of(1.5, 2.0, 2.5, 3.0),
                    "use_trailing", List.of(true, false),
                    "trail_pct", List.of(1.0, 1.5, 2.0)),
            "full_margin",
            grid(
                    "rsi_min", List.of(68, 70, 72, 74),
                    "rsi_ma_min", List.of(66, 68, 70, 72),
                    "entry_band_mode", List.of("Either", "KC", "Both"),
                    "exit_level", List.of("mid", "lower"),
                    "bb_std", List.of(1.9, 2.0, 2.1),
                    "kc_mult", List.of(1.9, 2.0, 2.1),
                    "trade_mode", List.of("Margin / Futures"),
                    "max_leverage", List.of(2.0, 5.0, 10.0),
                    "risk_per_trade_pct", List.of(0.5, 1.0, 2.0),
                    "use_stop", List.of(true),
                    "stop_mode", List.of("Fixed %", "ATR"),
                    "stop_pct", List.of(1.5, 2.0, 2.5),
                    "stop_atr_mult", List.of(1.5, 2.0, 2.5),
                    "use_trailing", List.of(true, false),
                    "trail_pct", List.of(1.0, 1.5, 2.0)),
            "discovery",
            grid(
                    "rsi_min", List.of(62, 64, 66, 68, 70, 72, 74, 76, 78, 80),
                    "rsi_ma_min", List.of(60, 62, 64, 66, 68, 70, 72, 74, 76, 78),
                    "entry_band_mode", List.of("Either", "KC", "BB", "Both"),
                    "use_rsi_relation", List.of(true, false),
                    "rsi_relation", List.of(">=", ">"),
                    "exit_channel", List.of("BB", "KC"),
                    "exit_level", List.of("mid", "lower"),
                    "bb_std", List.of(1.6, 1.8, 2.0, 2.2, 2.4),
                    "kc_mult", List.of(1.6, 1.8, 2.0, 2.2, 2.4),
                    "use_stop", List.of(true),
                    "stop_pct", List.of(1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0),
                    "use_trailing", List.of(true, false),
                    "trail_pct", List.of(1.0, 1.5, 2.0, 2.5)));

    private BuiltInGrids() {}

    /** Grids for optimisation: values by parameter. */
    public static Map<String, Map<String, List<?>>> optimisation() {
        return OPTIMISATION;
    }

    /** Grids for discovery: values by parameter. */
    public static Map<String, Map<String, List<?>>> discovery() {
        return DISCOVERY;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, List<?>>> ordered(Object... namesAndGrids) {
        Map<String, Map<String, List<?>>> grids = new LinkedHashMap<>();
        for (int i = 0; i < namesAndGrids.length; i += 2) {
            grids.put((String) namesAndGrids[i], (Map<String, List<?>>) namesAndGrids[i + 1]);
        }
        return Collections.unmodifiableMap(grids);
    }

    private static Map<String, List<?>> grid(Object... namesAndValues) {
        Map<String, List<?>> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], (List<?>) namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(values);
    }
}

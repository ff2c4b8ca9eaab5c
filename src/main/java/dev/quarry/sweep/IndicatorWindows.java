package dev.quarry.sweep;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.UnstableBars;
import dev.quarry.series.Timeframe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What the indicators of a whole grid need. */
public final class IndicatorWindows {

    /** The longer a window, the longer it remembers, whatever the others are. */
    private static final List<String> LENGTHS =
            List.of("bb_len", "kc_ema_len", "kc_atr_len", "rsi_len_30m", "rsi_ma_len");

    private static final List<String> TYPES =
            List.of("bb_basis_type", "kc_mid_type", "rsi_smoothing_type", "rsi_ma_type", "rsi_visibility");

    private IndicatorWindows() {}

    /** The unstable bars of the combination of a checked grid that has most of them, see {@link UnstableBars}. */
    public static int unstableBars(Grid grid, Map<String, ?> base, Timeframe timeframe) {
        Map<String, List<?>> values = new LinkedHashMap<>();
        for (String name : LENGTHS) {
            if (grid.has(name)) {
                values.put(name, List.of(longest(grid.values().get(name))));
            } else if (base.containsKey(name)) {
                values.put(name, List.of(base.get(name)));
            }
        }
        for (String name : TYPES) {
            if (grid.has(name)) {
                values.put(
                        name, new ArrayList<>(new LinkedHashSet<>(grid.values().get(name))));
            } else if (base.containsKey(name)) {
                values.put(name, Collections.singletonList(base.get(name)));
            }
        }
        Grid indicators = Grid.of(values);
        int most = 0;
        for (long index = 0; index < indicators.size(); index++) {
            StrategyParameters parameters = StrategyParameters.parse(
                            indicators.combination(index).values(), StrategyParameters.SEARCH_COMMISSION)
                    .orThrow();
            most = Math.max(most, UnstableBars.of(parameters, timeframe).most());
        }
        return most;
    }

    private static Object longest(List<Object> lengths) {
        return lengths.stream()
                .max(Comparator.comparingDouble(IndicatorWindows::length))
                .orElseThrow();
    }

    /** A window's length as it was given, which may be a text. */
    static double length(Object given) {
        return given instanceof Number number ? number.doubleValue() : Double.parseDouble(given.toString());
    }
}

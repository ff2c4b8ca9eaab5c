package dev.quarry.sweep;

import dev.quarry.backtest.ParameterReader;
import dev.quarry.backtest.StopMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells from its index whether a combination is the first of all that differ from it only in parameters without effect.
 * A few switches decide which parameters those are; the first combination takes the first value of each of them, and
 * the first of equal values of every other.
 */
final class DistinctRule {

    private static final List<String> SWITCHES = List.of("use_trailing", "use_stop", "use_rsi_relation", "stop_mode");

    private final Grid grid;
    private final List<String> names;
    private final int[] lengths;
    private final int[] switches;
    /** For each setting of the switches, the dimensions without effect. */
    private final int[][] withoutEffect;
    /** For each dimension, which of its values are the first of their kind. */
    private final boolean[][] firstOfKind;

    private final long count;

    DistinctRule(Grid grid) {
        this.grid = grid;
        this.names = grid.names();
        this.lengths = names.stream().mapToInt(n -> grid.values().get(n).size()).toArray();
        this.firstOfKind =
                names.stream().map(n -> firstOfKind(grid.values().get(n))).toArray(boolean[][]::new);
        this.switches =
                SWITCHES.stream().mapToInt(names::indexOf).filter(d -> d >= 0).toArray();
        int settings = 1;
        for (int d : switches) {
            settings *= lengths[d];
        }
        this.withoutEffect = new int[settings][];
        long kept = 0;
        for (int setting = 0; setting < settings; setting++) {
            Map<String, Object> values = settingValues(setting);
            withoutEffect[setting] = namesWithoutEffect(values).stream()
                    .mapToInt(names::indexOf)
                    .filter(d -> d >= 0)
                    .toArray();
            kept += countOf(setting);
        }
        this.count = kept;
    }

    /** How many combinations are kept. */
    long count() {
        return count;
    }

    boolean keeps(long index) {
        int setting = 0;
        for (int d : switches) {
            setting = setting * lengths[d] + grid.choice(index, d);
        }
        for (int d : withoutEffect[setting]) {
            if (grid.choice(index, d) != 0) {
                return false;
            }
        }
        for (int d = 0; d < lengths.length; d++) {
            if (!firstOfKind[d][grid.choice(index, d)]) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> namesWithoutEffect(Map<String, Object> values) {
        ParameterReader reader = new ParameterReader(values);
        Set<String> names = new HashSet<>();
        if (!reader.flag("use_trailing", true)) {
            names.add("trail_pct");
        }
        if (!reader.flag("use_rsi_relation", true)) {
            names.add("rsi_relation");
        }
        names.add(
                reader.choice("stop_mode", StopMode.FIXED_PERCENT) == StopMode.FIXED_PERCENT
                        ? "stop_atr_mult"
                        : "stop_pct");
        if (!reader.flag("use_stop", true)) {
            names.addAll(List.of("stop_pct", "stop_atr_mult", "stop_mode"));
        }
        return names;
    }

    private Map<String, Object> settingValues(int setting) {
        Map<String, Object> values = new HashMap<>();
        int rest = setting;
        for (int s = switches.length - 1; s >= 0; s--) {
            int d = switches[s];
            values.put(names.get(d), grid.values().get(names.get(d)).get(rest % lengths[d]));
            rest /= lengths[d];
        }
        return values;
    }

    /** The kept combinations among those with that setting of the switches. */
    private long countOf(int setting) {
        int[] choices = new int[lengths.length];
        boolean[] fixed = new boolean[lengths.length];
        int rest = setting;
        for (int s = switches.length - 1; s >= 0; s--) {
            int d = switches[s];
            choices[d] = rest % lengths[d];
            fixed[d] = true;
            rest /= lengths[d];
        }
        for (int d : withoutEffect[setting]) {
            if (choices[d] != 0) {
                return 0;
            }
            fixed[d] = true;
        }
        long kept = 1;
        for (int d = 0; d < lengths.length; d++) {
            if (fixed[d]) {
                kept *= firstOfKind[d][choices[d]] ? 1 : 0;
            } else {
                int kinds = 0;
                for (boolean first : firstOfKind[d]) {
                    kinds += first ? 1 : 0;
                }
                kept *= kinds;
            }
        }
        return kept;
    }

    /** Values are of one kind when they are written alike: 70 and 70.0 are two. */
    private static boolean[] firstOfKind(List<Object> values) {
        List<String> seen = new ArrayList<>();
        boolean[] first = new boolean[values.size()];
        for (int i = 0; i < first.length; i++) {
            String text = PythonJson.text(values.get(i));
            first[i] = !seen.contains(text);
            seen.add(text);
        }
        return first;
    }
}

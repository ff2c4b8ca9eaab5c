package dev.quarry.sweep;

import dev.quarry.engine.StopMode;
import dev.quarry.strategy.ParameterReader;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tells from its index whether a combination is the first of all that differ from it only in parameters without effect.
 * A few switches decide which parameters those are; the first combination takes the first value of each of them, and
 * the first of equal values of every other. Grids may be wide: everything here is linear in the values, not in what
 * they combine to.
 */
final class DistinctRule {

    private static final List<String> SWITCHES = List.of("use_trailing", "use_stop", "use_rsi_relation", "stop_mode");

    private static final int BETWEEN_CHECKPOINTS = 1024;

    private final Grid grid;
    private final int[] lengths;
    private final int[] switches;
    /** For each switch, the bit that each of its values sets in the state of all of them: whether it is off, or "Fixed %". */
    private final int[][] bits;
    /** For each state of the switches, the dimensions without effect. */
    private final int[][] withoutEffect;
    /** For each dimension, which of its values are the first of their kind. */
    private final boolean[][] firstOfKind;

    private final long count;

    /** @param checkpoint is called often; what it throws ends the work */
    DistinctRule(Grid grid, Runnable checkpoint) {
        this.grid = grid;
        List<String> names = grid.names();
        this.lengths = names.stream().mapToInt(n -> grid.values().get(n).size()).toArray();
        this.firstOfKind = names.stream()
                .map(n -> firstOfKind(grid.values().get(n), checkpoint))
                .toArray(boolean[][]::new);
        this.switches =
                SWITCHES.stream().mapToInt(names::indexOf).filter(d -> d >= 0).toArray();
        this.bits = new int[switches.length][];
        for (int s = 0; s < switches.length; s++) {
            String name = names.get(switches[s]);
            bits[s] = bits(name, grid.values().get(name), checkpoint);
        }
        this.withoutEffect = new int[1 << SWITCHES.size()][];
        for (int state = 0; state < withoutEffect.length; state++) {
            withoutEffect[state] = namesWithoutEffect(state).stream()
                    .mapToInt(names::indexOf)
                    .filter(d -> d >= 0)
                    .toArray();
        }
        long kept = 0;
        for (int state = 0; state < withoutEffect.length; state++) {
            kept += countOf(state);
        }
        this.count = kept;
    }

    /** How many combinations are kept. */
    long count() {
        return count;
    }

    boolean keeps(long index) {
        int state = absent();
        for (int s = 0; s < switches.length; s++) {
            state |= bits[s][grid.choice(index, switches[s])];
        }
        for (int d : withoutEffect[state]) {
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

    /** A switch that the grid does not have is on, and "Fixed %". */
    private int absent() {
        return grid.has("stop_mode") ? 0 : bit("stop_mode");
    }

    private static int bit(String name) {
        return 1 << SWITCHES.indexOf(name);
    }

    private static int[] bits(String name, List<Object> values, Runnable checkpoint) {
        int[] bits = new int[values.size()];
        for (int i = 0; i < bits.length; i++) {
            pause(i, checkpoint);
            ParameterReader reader = new ParameterReader(Collections.singletonMap(name, values.get(i)));
            boolean set = name.equals("stop_mode")
                    ? reader.choice(name, StopMode.FIXED_PERCENT) == StopMode.FIXED_PERCENT
                    : !reader.flag(name, true);
            bits[i] = set ? bit(name) : 0;
        }
        return bits;
    }

    private static Set<String> namesWithoutEffect(int state) {
        Set<String> names = new HashSet<>();
        if ((state & bit("use_trailing")) != 0) {
            names.add("trail_pct");
        }
        if ((state & bit("use_rsi_relation")) != 0) {
            names.add("rsi_relation");
        }
        names.add((state & bit("stop_mode")) != 0 ? "stop_atr_mult" : "stop_pct");
        if ((state & bit("use_stop")) != 0) {
            names.addAll(List.of("stop_pct", "stop_atr_mult", "stop_mode"));
        }
        return names;
    }

    /** The kept combinations among those whose switches have that state. */
    private long countOf(int state) {
        int present = 0;
        for (int d : switches) {
            present |= bit(grid.names().get(d));
        }
        long kept = (state & ~present) == absent() ? 1 : 0;
        for (int d = 0; d < lengths.length && kept > 0; d++) {
            int dimension = d;
            boolean onlyFirst = IntStream.of(withoutEffect[state]).anyMatch(w -> w == dimension);
            int s = IntStream.range(0, switches.length)
                    .filter(k -> switches[k] == dimension)
                    .findFirst()
                    .orElse(-1);
            int wanted = s < 0 ? 0 : state & bit(grid.names().get(d));
            int kinds = 0;
            for (int i = 0; i < (onlyFirst ? 1 : lengths[d]); i++) {
                kinds += firstOfKind[d][i] && (s < 0 || bits[s][i] == wanted) ? 1 : 0;
            }
            kept *= kinds;
        }
        return kept;
    }

    /** Values are of one kind when they are written alike: 70 and 70.0 are two. */
    private static boolean[] firstOfKind(List<Object> values, Runnable checkpoint) {
        Set<String> seen = new HashSet<>();
        boolean[] first = new boolean[values.size()];
        for (int i = 0; i < first.length; i++) {
            pause(i, checkpoint);
            first[i] = seen.add(PythonJson.text(values.get(i)));
        }
        return first;
    }

    private static void pause(int done, Runnable checkpoint) {
        if (done % BETWEEN_CHECKPOINTS == 0) {
            checkpoint.run();
        }
    }
}

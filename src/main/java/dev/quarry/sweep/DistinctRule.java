package dev.quarry.sweep;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.Parameter.Needed;
import dev.quarry.strategy.ParameterReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells from its index whether a combination is the first of all that differ from it only in parameters without effect.
 * The parameters themselves say what they need to have one; the first combination takes the first value of each that has
 * none, and the first of equal values of every other. Grids may be wide: everything here is linear in the values, not in what
 * they combine to.
 */
final class DistinctRule {

    private static final int BETWEEN_CHECKPOINTS = 1024;

    /** With more switches than make so many states, those that are left over have all their combinations kept. */
    private static final int MAX_STATES = 1 << 14;

    /** A parameter that others need to have some value; all values that nobody asks for are of one kind. */
    private static final class Switch {
        private final int dimension;
        private final List<Object> requested = new ArrayList<>();
        private int[] kinds;
        private int unit;

        private Switch(int dimension) {
            this.dimension = dimension;
        }

        private int kindCount() {
            return requested.size() + 1;
        }

        private int kind(int state) {
            return state / unit % kindCount();
        }
    }

    private final Grid grid;
    private final ParameterReader base;
    private final int[] lengths;
    private final Map<String, Switch> switches = new LinkedHashMap<>();
    /** For each state of the switches, the dimensions without effect. */
    private final int[][] withoutEffect;
    /** For each dimension and value, the place of the first value of its kind. */
    private final int[][] firstAlike;

    private final long count;

    /**
     * @param base parameters that hold where the grid has none
     * @param checkpoint is called often; what it throws ends the work
     */
    DistinctRule(Grid grid, Map<String, ?> base, Runnable checkpoint) {
        this.grid = grid;
        this.base = new ParameterReader(StrategyParameters.withDefaults(grid.strategy(), base));
        List<String> names = grid.names();
        this.lengths = names.stream().mapToInt(n -> grid.values().get(n).size()).toArray();
        this.firstAlike = names.stream()
                .map(n -> firstAlike(grid.values().get(n), checkpoint))
                .toArray(int[][]::new);
        List<Parameter<?>> varied = StrategyParameters.parameters(grid.strategy())
                .filter(parameter -> grid.has(parameter.name()))
                .toList();
        int states = addSwitches(varied, checkpoint);
        this.withoutEffect = new int[states][];
        long kept = 0;
        for (int state = 0; state < states; state++) {
            int at = state;
            withoutEffect[state] = varied.stream()
                    .filter(parameter -> parameter.needed().stream().anyMatch(need -> isMissing(need, at)))
                    .mapToInt(parameter -> names.indexOf(parameter.name()))
                    .toArray();
            kept += countOf(state);
        }
        this.count = kept;
    }

    /** How many combinations are kept. */
    long count() {
        return count;
    }

    boolean keeps(long index) {
        int state = 0;
        for (Switch one : switches.values()) {
            state += one.unit * one.kinds[grid.choice(index, one.dimension)];
        }
        for (int d : withoutEffect[state]) {
            if (grid.choice(index, d) != 0) {
                return false;
            }
        }
        for (int d = 0; d < lengths.length; d++) {
            int choice = grid.choice(index, d);
            if (firstAlike[d][choice] != choice) {
                return false;
            }
        }
        return true;
    }

    /** The combination that is kept of those that differ from this one only in what has no effect. */
    long kept(long index) {
        int[] choices = new int[lengths.length];
        for (int d = 0; d < lengths.length; d++) {
            choices[d] = firstAlike[d][grid.choice(index, d)];
        }
        // A switch without effect may switch others: again until nothing changes. No choice ever goes up.
        boolean changed = true;
        while (changed) {
            changed = false;
            int state = 0;
            for (Switch one : switches.values()) {
                state += one.unit * one.kinds[choices[one.dimension]];
            }
            for (int d : withoutEffect[state]) {
                changed |= choices[d] != 0;
                choices[d] = 0;
            }
        }
        return grid.index(choices);
    }

    /** Finds the switches that the grid varies, and returns how many states they have together. */
    private int addSwitches(List<Parameter<?>> varied, Runnable checkpoint) {
        int states = 1;
        for (Parameter<?> parameter : varied) {
            for (Needed need : parameter.needed()) {
                String name = need.parameter().name();
                Switch one = switches.get(name);
                if (one == null && grid.has(name)) {
                    one = new Switch(grid.names().indexOf(name));
                }
                if (one == null || one.requested.contains(need.value())) {
                    continue;
                }
                int with =
                        states / Math.max(1, switches.containsKey(name) ? one.kindCount() : 1) * (one.kindCount() + 1);
                if (with <= MAX_STATES) {
                    one.requested.add(need.value());
                    switches.put(name, one);
                    states = with;
                }
            }
        }
        int unit = 1;
        for (Map.Entry<String, Switch> entry : switches.entrySet()) {
            Switch one = entry.getValue();
            one.unit = unit;
            one.kinds = kinds(entry.getKey(), one.requested, checkpoint);
            unit *= one.kindCount();
        }
        return states;
    }

    private int[] kinds(String name, List<Object> requested, Runnable checkpoint) {
        Parameter<?> parameter = StrategyParameters.parameters(grid.strategy())
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Object> values = grid.values().get(name);
        int[] kinds = new int[values.size()];
        for (int i = 0; i < kinds.length; i++) {
            pause(i, checkpoint);
            ParameterReader reader = new ParameterReader(Collections.singletonMap(name, values.get(i)));
            int at = requested.indexOf(parameter.read(reader));
            kinds[i] = at < 0 ? requested.size() : at;
        }
        return kinds;
    }

    /**
     * A switch that the grid does not have has the value of the base parameters, or its default; in the reference it is on,
     * and a choice has its default.
     */
    private boolean isMissing(Needed need, int state) {
        Switch one = switches.get(need.parameter().name());
        if (one != null && one.requested.contains(need.value())) {
            return one.kind(state) != one.requested.indexOf(need.value());
        }
        if (grid.has(need.parameter().name())) {
            return false;
        }
        return grid.strategy().isPrunedAsReference()
                ? need.parameter().absent() instanceof Enum<?>
                        && !need.parameter().absent().equals(need.value())
                : !need.value().equals(need.parameter().read(base));
    }

    /** The kept combinations among those whose switches have that state. */
    private long countOf(int state) {
        long kept = 1;
        for (int d = 0; d < lengths.length && kept > 0; d++) {
            boolean onlyFirst = false;
            for (int without : withoutEffect[state]) {
                onlyFirst |= without == d;
            }
            Switch one = switches.get(grid.names().get(d));
            int kinds = 0;
            for (int i = 0; i < (onlyFirst ? 1 : lengths[d]); i++) {
                kinds += firstAlike[d][i] == i && (one == null || one.kinds[i] == one.kind(state)) ? 1 : 0;
            }
            kept *= kinds;
        }
        return kept;
    }

    /** Values are of one kind when they are written alike: 70 and 70.0 are two. */
    private static int[] firstAlike(List<Object> values, Runnable checkpoint) {
        Map<String, Integer> seen = new HashMap<>();
        int[] first = new int[values.size()];
        for (int i = 0; i < first.length; i++) {
            pause(i, checkpoint);
            Integer before = seen.putIfAbsent(PythonJson.text(values.get(i)), i);
            first[i] = before == null ? i : before;
        }
        return first;
    }

    private static void pause(int done, Runnable checkpoint) {
        if (done % BETWEEN_CHECKPOINTS == 0) {
            checkpoint.run();
        }
    }
}

package dev.quarry.sweep.fast;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A plan seen through a few parameters only: the grid of those of them that vary, and the base values of the others.
 * All other parameters have their defaults, so that values of a facet mean something for its own names only.
 */
final class Facet {

    private static final int BETWEEN_CHECKPOINTS = 1024;

    private final Map<String, Object> fixed = new HashMap<>();
    private final Object[][] columns;
    private final String[] names;
    private final long[] steps;
    private final long size;

    Facet(SweepPlan plan, Set<String> requested) {
        Grid grid = plan.combinations().grid();
        List<String> gridNames = grid.names();
        this.names = gridNames.toArray(String[]::new);
        this.columns = new Object[names.length][];
        this.steps = new long[names.length];
        long places = 1;
        for (int d = names.length - 1; d >= 0; d--) {
            columns[d] = grid.values().get(names[d]).toArray();
            if (requested.contains(names[d])) {
                steps[d] = places;
                places *= columns[d].length;
            }
        }
        this.size = places;
        StrategyParameters.withDefaults(plan.strategy(), plan.base()).forEach((name, value) -> {
            if (requested.contains(name) && !grid.has(name)) {
                fixed.put(name, value);
            }
        });
    }

    /** How many combinations of these parameters there are. */
    long size() {
        return size;
    }

    /** How far the next value of a dimension of the grid is, 0 for dimensions that do not belong to the facet. */
    long step(int dimension) {
        return steps[dimension];
    }

    /** The raw values at a place, which is the sum of choices times steps. */
    Map<String, Object> raw(long place) {
        Map<String, Object> raw = new HashMap<>(fixed);
        for (int d = 0; d < names.length; d++) {
            if (steps[d] > 0) {
                raw.put(names[d], columns[d][(int) (place / steps[d] % columns[d].length)]);
            }
        }
        return raw;
    }

    /** The values at a place, of parameters of which each can take any of its own. */
    ParameterValues values(long place) {
        return new ParameterValues(raw(place));
    }

    /** The values at every place; {@code checkpoint} is called often, and what it throws comes out. */
    Stream<ParameterValues> all(Runnable checkpoint) {
        return LongStream.range(0, size)
                .peek(place -> {
                    if (place % BETWEEN_CHECKPOINTS == 0) {
                        checkpoint.run();
                    }
                })
                .mapToObj(this::values);
    }
}

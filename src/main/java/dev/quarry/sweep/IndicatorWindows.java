package dev.quarry.sweep;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;

/** What the indicators of a whole grid need. */
public final class IndicatorWindows {

    private IndicatorWindows() {}

    /**
     * The unstable bars of the combination of a checked grid that has most of them: the longer a window, the longer it
     * remembers, whatever the others are, so that only the longest of each is looked at.
     */
    public static int unstableBars(Grid grid, Map<String, ?> base, Timeframe timeframe) {
        Map<String, List<?>> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : grid.strategy().memory()) {
            String name = parameter.name();
            if (grid.has(name)) {
                List<Object> varied = grid.values().get(name);
                values.put(
                        name,
                        parameter.kind() == Parameter.Kind.WINDOW
                                ? List.of(longest(varied))
                                : new ArrayList<>(new LinkedHashSet<>(varied)));
            } else if (base.containsKey(name)) {
                values.put(name, Collections.singletonList(base.get(name)));
            }
        }
        Grid indicators = Grid.ofChecked(grid.strategy(), values);
        int most = 0;
        for (long index = 0; index < indicators.size(); index++) {
            ParameterValues one =
                    new ParameterValues(indicators.combination(index).values());
            most = Math.max(most, grid.strategy().unstableBars(one, timeframe));
        }
        return most;
    }

    /** The unstable bars of that one of these combinations of a checked grid which has most of them; each is looked at. */
    public static int unstableBars(Combinations some, Map<String, ?> base, Timeframe timeframe) {
        int most = 0;
        PrimitiveIterator.OfLong indexes = some.indexes();
        while (indexes.hasNext()) {
            Map<String, Object> values = new HashMap<>(base);
            values.putAll(some.grid().combination(indexes.nextLong()).values());
            most = Math.max(most, some.grid().strategy().unstableBars(new ParameterValues(values), timeframe));
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

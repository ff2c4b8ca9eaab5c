package dev.quarry.sweep;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values that a search tries for each parameter, in order. Its product is never written out: combinations are
 * computed from their index, last parameter fastest. Values keep the nature they were given with (70 is not 70.0), since the
 * reference's hash depends on it. A grid without parameters has one combination, the empty one.
 */
public final class Grid {

    private final Strategy strategy;
    private final Map<String, List<Object>> values;
    private final String[] names;
    private final Object[][] columns;
    private final long[] strides;
    private final long size;

    private Grid(Strategy strategy, Map<String, List<Object>> values, long size) {
        this.strategy = strategy;
        this.values = Collections.unmodifiableMap(values);
        this.names = values.keySet().toArray(String[]::new);
        this.columns = values.values().stream().map(List::toArray).toArray(Object[][]::new);
        this.strides = new long[names.length];
        long stride = 1;
        for (int d = names.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= columns[d].length;
        }
        this.size = size;
    }

    /**
     * The grid of these values.
     *
     * @param strategy whose parameters they are
     * @throws InvalidParametersException naming every fault that {@link #faults} finds
     */
    public static Grid of(Strategy strategy, Map<String, ?> raw) {
        List<ParameterFault> faults = faults(strategy, raw);
        if (!faults.isEmpty()) {
            throw new InvalidParametersException(faults);
        }
        return ofChecked(strategy, raw);
    }

    /** The grid of values in which {@link #faults} finds nothing: they may be many, and are not looked at again. */
    public static Grid ofChecked(Strategy strategy, Map<String, ?> raw) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        raw.forEach((name, list) -> values.put(name, Collections.unmodifiableList(new ArrayList<>((List<?>) list))));
        return new Grid(strategy, values, size(raw));
    }

    /**
     * Everything that is wrong with a raw grid: names that are no strategy parameters, values that are no list, empty
     * lists, values that the parameter cannot take whatever the others are, and a product too large to be counted.
     */
    public static List<ParameterFault> faults(Strategy strategy, Map<String, ?> raw) {
        List<ParameterFault> faults = new ArrayList<>();
        Map<String, Parameter<?>> known = StrategyParameters.parameters(strategy)
                .collect(Collectors.toMap(Parameter::name, parameter -> parameter));
        raw.forEach((name, list) -> {
            if (!known.containsKey(name)) {
                faults.add(new ParameterFault(name, "is not a known parameter"));
            } else if (!(list instanceof List<?> items) || items.isEmpty()) {
                faults.add(new ParameterFault(name, "must be a list of at least one value"));
            } else {
                faults.addAll(StrategyParameters.faultsOfAll(known.get(name), items));
            }
        });
        if (faults.isEmpty() && size(raw) < 0) {
            faults.add(new ParameterFault("grid", "must not have more combinations than can be counted"));
        }
        return faults;
    }

    /** The number of combinations; negative when it is beyond counting. */
    private static long size(Map<String, ?> raw) {
        long size = 1;
        for (Object list : raw.values()) {
            int length = ((List<?>) list).size();
            if (size > Long.MAX_VALUE / length) {
                return -1;
            }
            size *= length;
        }
        return size;
    }

    /** The strategy whose parameters the values are for. */
    public Strategy strategy() {
        return strategy;
    }

    /** The values by parameter, in the grid's order. */
    public Map<String, List<Object>> values() {
        return values;
    }

    /** The parameters, in the grid's order. */
    public List<String> names() {
        return List.of(names);
    }

    /** Whether the grid varies that parameter. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The number of combinations. */
    public long size() {
        return size;
    }

    /**
     * The combination at that place of the product.
     *
     * @throws IndexOutOfBoundsException when there is none
     */
    public Combination combination(long index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("combination " + index + " of " + size);
        }
        Map<String, Object> combination = new LinkedHashMap<>(names.length * 2);
        for (int d = 0; d < names.length; d++) {
            combination.put(names[d], columns[d][choice(index, d)]);
        }
        return new Combination(index, combination);
    }

    /** The place in the product of the combination that takes these places in the lists of values. */
    public long index(int... choices) {
        long index = 0;
        for (int d = 0; d < names.length; d++) {
            index += choices[d] * strides[d];
        }
        return index;
    }

    /** Which value of the list of the parameter number {@code dimension} a combination takes. */
    public int choice(long index, int dimension) {
        return (int) (index / strides[dimension] % columns[dimension].length);
    }

    /**
     * The place of the number that is nearest to another one on one side of it, whatever the order of the list; −1 for none.
     *
     * @param direction 1 for a greater one, −1 for a smaller one
     */
    public static int nearest(List<Object> values, double from, int direction) {
        int next = -1;
        double nearest = Double.POSITIVE_INFINITY;
        for (int v = 0; v < values.size(); v++) {
            if (values.get(v) instanceof Number number) {
                double distance = direction * (number.doubleValue() - from);
                if (distance > 0 && distance < nearest) {
                    nearest = distance;
                    next = v;
                }
            }
        }
        return next;
    }
}

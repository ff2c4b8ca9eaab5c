package dev.quarry.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The grid of a setup, read back: which combination an index stands for. Unlike a grid that is to be searched it is not
 * checked, since what was stored must stay readable when the rules for parameters change.
 *
 * @param values the values by parameter, in the order of the grid; the last parameter varies fastest
 */
public record StoredGrid(Map<String, List<Object>> values) {

    /** The combination at that place of the product. */
    public Map<String, Object> combination(long index) {
        Map<String, Object> combination = new LinkedHashMap<>();
        long stride = size();
        for (Map.Entry<String, List<Object>> parameter : values.entrySet()) {
            stride /= parameter.getValue().size();
            int choice = (int) (index / stride % parameter.getValue().size());
            combination.put(parameter.getKey(), parameter.getValue().get(choice));
        }
        return combination;
    }

    /** How far apart two neighbouring values of that parameter are in the index. */
    public long stride(String parameter) {
        long stride = size();
        for (Map.Entry<String, List<Object>> each : values.entrySet()) {
            stride /= each.getValue().size();
            if (each.getKey().equals(parameter)) {
                return stride;
            }
        }
        throw new IllegalArgumentException("no parameter of the grid: " + parameter);
    }

    private long size() {
        return values.values().stream().mapToLong(List::size).reduce(1, (a, b) -> a * b);
    }
}

package dev.quarry.strategies;

import java.util.List;
import java.util.Map;

/** How many combinations values have. */
final class GridSize {

    private GridSize() {}

    /** The product of the lengths of the lists; null where it is beyond counting. */
    static Long of(Map<String, ? extends List<?>> values) {
        long size = 1;
        for (List<?> list : values.values()) {
            if (size > Long.MAX_VALUE / Math.max(1, list.size())) {
                return null;
            }
            size *= list.size();
        }
        return size;
    }
}

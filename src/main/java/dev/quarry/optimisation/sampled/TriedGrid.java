package dev.quarry.optimisation.sampled;

import dev.quarry.sweep.Grid;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The part of a wide grid that was tried, as a grid of its own: of each parameter the values that some combination has. What
 * is asked of the search later works on it as on the grid of any search, in the same order of combinations.
 *
 * @param values by parameter, in the order of the wide grid
 * @param places of the combinations in this grid, ascending
 */
record TriedGrid(Map<String, List<Object>> values, long[] places) {

    /** @param tried places in the wide grid, ascending */
    static TriedGrid of(Grid wide, long[] tried) {
        int dimensions = wide.names().size();
        int[][] used = new int[dimensions][];
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (int d = 0; d < dimensions; d++) {
            int dimension = d;
            List<Object> all = wide.values().get(wide.names().get(d));
            used[d] = Arrays.stream(tried)
                    .mapToInt(index -> wide.choice(index, dimension))
                    .distinct()
                    .sorted()
                    .toArray();
            values.put(
                    wide.names().get(d),
                    IntStream.of(used[d]).mapToObj(all::get).toList());
        }
        Grid own = Grid.ofChecked(wide.strategy(), values);
        int[] choices = new int[dimensions];
        long[] places = Arrays.stream(tried)
                .map(index -> {
                    for (int d = 0; d < dimensions; d++) {
                        choices[d] = Arrays.binarySearch(used[d], wide.choice(index, d));
                    }
                    return own.index(choices);
                })
                .toArray();
        return new TriedGrid(values, places);
    }
}

package dev.quarry.ledger.query;

import dev.quarry.ledger.StoredGrid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The places of a grid at which parameters have requested values. The values at a place follow by arithmetic, index /
 * stride % size, so no run has to store them.
 */
final class GridPlaces {

    private final StoredGrid grid;
    private final Map<String, List<Integer>> choices;

    private GridPlaces(StoredGrid grid, Map<String, List<Integer>> choices) {
        this.grid = grid;
        this.choices = choices;
    }

    /**
     * @param base the parameters that do not vary: where a value of one of them is requested, all places have it, or
     *     none
     * @return empty when there is no such place
     */
    static Optional<GridPlaces> of(
            StoredGrid grid, Map<String, Object> base, Map<String, List<RequestedValue>> requestedValues) {
        Map<String, List<Integer>> choices = new LinkedHashMap<>();
        for (Map.Entry<String, List<RequestedValue>> requested : requestedValues.entrySet()) {
            String name = requested.getKey();
            List<Object> values = grid.values().get(name);
            if (values != null) {
                List<Integer> found = choices(values, requested.getValue());
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                if (found.size() < values.size()) {
                    choices.put(name, found);
                }
            } else if (!base.containsKey(name) || !matches(requested.getValue(), base.get(name))) {
                return Optional.empty();
            }
        }
        return Optional.of(new GridPlaces(grid, choices));
    }

    /**
     * The condition on an index, beginning with "and"; empty when these are all places. It contains no text from
     * outside.
     */
    String sql(String index) {
        return choices.entrySet().stream()
                .map(choice -> String.format(
                        Locale.ROOT,
                        " and %s / %d %% %d in (%s)",
                        index,
                        grid.stride(choice.getKey()),
                        grid.values().get(choice.getKey()).size(),
                        choice.getValue().stream().map(String::valueOf).collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    }

    /** Whether that index is one of these places. */
    boolean has(long index) {
        return choices.entrySet().stream().allMatch(choice -> {
            int size = grid.values().get(choice.getKey()).size();
            return choice.getValue().contains((int) (index / grid.stride(choice.getKey()) % size));
        });
    }

    /** How many places there are. */
    long size() {
        long size = 1;
        for (Map.Entry<String, List<Object>> parameter : grid.values().entrySet()) {
            List<Integer> chosen = choices.get(parameter.getKey());
            size *= chosen == null ? parameter.getValue().size() : chosen.size();
        }
        return size;
    }

    /** The places, in the order of the grid. */
    LongStream indexes() {
        LongStream indexes = LongStream.of(0);
        for (Map.Entry<String, List<Object>> parameter : grid.values().entrySet()) {
            int size = parameter.getValue().size();
            List<Integer> chosen = choices.get(parameter.getKey());
            indexes = indexes.flatMap(index -> chosen == null
                    ? LongStream.range(index * size, (index + 1) * size)
                    : chosen.stream().mapToLong(choice -> index * size + choice));
        }
        return indexes;
    }

    private static List<Integer> choices(List<Object> values, List<RequestedValue> requested) {
        List<Integer> choices = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (matches(requested, values.get(i))) {
                choices.add(i);
            }
        }
        return choices;
    }

    private static boolean matches(List<RequestedValue> requested, Object stored) {
        return requested.stream().anyMatch(value -> value.matches(stored));
    }
}

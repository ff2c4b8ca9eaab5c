package dev.quarry.optimisation.sampled;

import dev.quarry.sampler.Dimension;
import dev.quarry.sampler.Point;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The values of a grid as the levels of a space: of numbers the smallest comes first, whatever the order of the list. */
final class Levels {

    private final Grid grid;
    private final List<Dimension> dimensions = new ArrayList<>();
    private final int[][] places;

    Levels(Grid grid) {
        this.grid = grid;
        this.places = new int[grid.names().size()][];
        for (int d = 0; d < places.length; d++) {
            List<Object> values = grid.values().get(grid.names().get(d));
            boolean ordered = values.stream().allMatch(Number.class::isInstance);
            dimensions.add(new Dimension(values.size(), ordered));
            places[d] = IntStream.range(0, values.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            place -> ordered ? ((Number) values.get(place)).doubleValue() : 0))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /** A dimension for each parameter, in the grid's order. */
    List<Dimension> dimensions() {
        return dimensions;
    }

    /** Whether there is a direction to go in. */
    boolean anyOrder() {
        return dimensions.stream().anyMatch(dimension -> dimension.ordered() && dimension.levels() > 1);
    }

    /** The place of a point in the grid. */
    long index(Point point) {
        int[] choices = new int[places.length];
        for (int d = 0; d < choices.length; d++) {
            choices[d] = places[d][point.level(d)];
        }
        return grid.index(choices);
    }
}

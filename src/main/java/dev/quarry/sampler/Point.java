package dev.quarry.sampler;

import java.util.List;

/**
 * A point of a space.
 *
 * @param levels the level of each dimension, from 0
 */
public record Point(List<Integer> levels) {

    public Point {
        levels = List.copyOf(levels);
    }

    /** The level of one dimension. */
    public int level(int dimension) {
        return levels.get(dimension);
    }
}

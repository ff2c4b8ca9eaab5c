package dev.quarry.sweep;

import java.util.Map;

/**
 * One point of a grid.
 *
 * @param index its 0-based place in the grid's product, last parameter fastest
 * @param values one value for each parameter of the grid, in the grid's order; values may be null
 */
public record Combination(long index, Map<String, Object> values) {}

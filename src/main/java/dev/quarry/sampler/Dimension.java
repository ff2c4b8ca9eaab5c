package dev.quarry.sampler;

/**
 * One dimension of a space.
 *
 * @param levels how many values it has, at least one
 * @param ordered whether neighbouring levels are alike, as lengths are and names are not
 */
public record Dimension(int levels, boolean ordered) {

    public Dimension {
        if (levels < 1) {
            throw new IllegalArgumentException("a dimension of " + levels + " levels");
        }
    }

    /** The level in whose part of the unit interval this lies; the nearest one outside of it. */
    int level(double unit) {
        return (int) Math.max(0, Math.min(levels - 1, StrictMath.floor(unit * levels)));
    }

    /** The middle of the level's part of the unit interval. */
    double unit(int level) {
        return (level + 0.5) / levels;
    }
}

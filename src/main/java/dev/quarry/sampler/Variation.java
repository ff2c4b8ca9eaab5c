package dev.quarry.sampler;

import java.util.ArrayList;
import java.util.List;

/**
 * A child of two points: simulated binary crossover and polynomial mutation within bounds (Deb and Agrawal 1995; Deb and
 * Goyal 1996), rounded to levels. A mutation that rounding would undo goes one level up or down. Dimensions without order
 * take the level of either parent, and mutate to any.
 */
final class Variation {

    private static final double CROSSOVER = 0.9;
    private static final double CROSSOVER_INDEX = 20;
    private static final double MUTATION_INDEX = 20;

    private final List<Dimension> space;
    private final Draws draws;

    Variation(List<Dimension> space, Draws draws) {
        this.space = space;
        this.draws = draws;
    }

    Point child(Point one, Point other) {
        boolean crosses = draws.unit() < CROSSOVER;
        List<Integer> levels = new ArrayList<>();
        for (int d = 0; d < space.size(); d++) {
            int level = one.level(d);
            if (crosses && draws.unit() < 0.5) {
                level = crossed(space.get(d), level, other.level(d));
            }
            if (draws.unit() < 1.0 / space.size()) {
                level = mutated(space.get(d), level);
            }
            levels.add(level);
        }
        return new Point(levels);
    }

    private int crossed(Dimension dimension, int one, int other) {
        if (!dimension.ordered()) {
            return draws.unit() < 0.5 ? one : other;
        }
        if (one == other) {
            return one;
        }
        double low = dimension.unit(Math.min(one, other));
        double high = dimension.unit(Math.max(one, other));
        boolean lower = draws.unit() < 0.5;
        double room = lower ? low : 1 - high;
        double beta = 1 + 2 * room / (high - low);
        double alpha = 2 - StrictMath.pow(beta, -(CROSSOVER_INDEX + 1));
        double u = draws.unit();
        double spread = StrictMath.pow(u <= 1 / alpha ? u * alpha : 1 / (2 - u * alpha), 1 / (CROSSOVER_INDEX + 1));
        double half = spread * (high - low) / 2;
        return dimension.level((low + high) / 2 + (lower ? -half : half));
    }

    private int mutated(Dimension dimension, int level) {
        if (dimension.levels() == 1) {
            return level;
        }
        if (!dimension.ordered()) {
            return (level + 1 + draws.below(dimension.levels() - 1)) % dimension.levels();
        }
        double x = dimension.unit(level);
        double u = draws.unit();
        double power = 1 / (MUTATION_INDEX + 1);
        double shift = u < 0.5
                ? StrictMath.pow(2 * u + (1 - 2 * u) * StrictMath.pow(1 - x, MUTATION_INDEX + 1), power) - 1
                : 1 - StrictMath.pow(2 * (1 - u) + 2 * (u - 0.5) * StrictMath.pow(x, MUTATION_INDEX + 1), power);
        int moved = dimension.level(x + shift);
        if (moved != level) {
            return moved;
        }
        return level == 0 || level < dimension.levels() - 1 && u >= 0.5 ? level + 1 : level - 1;
    }
}

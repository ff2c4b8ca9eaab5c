package dev.quarry.sampler;

import dev.quarry.inference.NormalDistribution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What a sampler draws. The same seed gives the same bits. */
final class Draws {

    /** A point that was tried would do the same again; where so many draws give no other, one is repeated. */
    private static final int FRESH_DRAWS = 20;

    private final SplittableRandom random;
    private final Set<Point> drawn = new HashSet<>();

    Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Evenly from 0 to 1, without 1. */
    double unit() {
        return random.nextDouble();
    }

    /** Evenly one of the first whole numbers. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Of the standard normal distribution. */
    double normal() {
        return NormalDistribution.quantile((random.nextInt() >>> 1) / 0x1p31 + 0x1p-32);
    }

    /** A point with every level as likely as any other. */
    Point even(List<Dimension> space) {
        List<Integer> levels = new ArrayList<>();
        space.forEach(dimension -> levels.add(below(dimension.levels())));
        return new Point(levels);
    }

    /** One that was not drawn before, where a few draws find such a one. */
    Point fresh(Supplier<Point> draw) {
        Point point = draw.get();
        for (int k = 1; k < FRESH_DRAWS && drawn.contains(point); k++) {
            point = draw.get();
        }
        drawn.add(point);
        return point;
    }
}

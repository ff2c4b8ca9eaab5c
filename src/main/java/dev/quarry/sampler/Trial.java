package dev.quarry.sampler;

import java.util.List;

/**
 * A point that was tried.
 *
 * @param point what was tried
 * @param values how it did by each objective, greater being better; not a number is the worst there is
 */
public record Trial(Point point, List<Double> values) {

    public Trial {
        values = values.stream()
                .map(value -> value.isNaN() ? Double.valueOf(Double.NEGATIVE_INFINITY) : value)
                .toList();
    }

    /** How it did by the first objective. */
    public double value() {
        return values.get(0);
    }

    /** Whether it is nowhere worse than the other, and better somewhere (Deb et al. 2002). */
    public boolean dominates(Trial other) {
        boolean better = false;
        for (int k = 0; k < values.size(); k++) {
            int order = Double.compare(values.get(k), other.values.get(k));
            if (order < 0) {
                return false;
            }
            better |= order > 0;
        }
        return better;
    }
}

package dev.quarry.optimisation.sampled;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.Metric;
import java.util.Locale;

/**
 * A figure that trials are to make great or small.
 *
 * @param metric the figure
 * @param smallest whether less of it is better
 */
public record Objective(Metric metric, boolean smallest) {

    /** The one that ranks by that metric. */
    public static Objective of(Metric metric) {
        return new Objective(metric, metric.isBetterSmall());
    }

    /** Whether it has the direction in which the metric ranks. */
    boolean ranks() {
        return smallest == metric.isBetterSmall();
    }

    /** How well it is met, more being better. */
    double merit(Statistics statistics) {
        double figure = metric.of(statistics);
        return smallest ? 0.0 - figure : figure;
    }

    /** The figure of a {@link #merit}. */
    double figure(double merit) {
        return smallest ? 0.0 - merit : merit;
    }

    /** The direction in a request: max or min. */
    String direction() {
        return direction(smallest);
    }

    static String direction(boolean smallest) {
        return smallest ? "min" : "max";
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%s)", metric.text(), direction());
    }
}

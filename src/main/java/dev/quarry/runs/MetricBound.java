package dev.quarry.runs;

import dev.quarry.sweep.Metric;

/**
 * A bound on a figure of a run, inclusive; an undefined figure is outside every bound.
 *
 * @param metric the figure
 * @param least whether the figure must be at least, or else at most, that
 * @param bound percent or ratio, as the metric is; may be infinite
 */
public record MetricBound(Metric metric, boolean least, double bound) {

    /** The condition on an outcome {@code o}; takes the bound. */
    String sql() {
        return "o." + metric.text() + (least ? " >= ?" : " <= ?");
    }
}

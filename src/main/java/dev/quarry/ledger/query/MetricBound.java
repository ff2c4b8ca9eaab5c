package dev.quarry.ledger.query;

/**
 * A bound on a figure of a run, inclusive; an undefined figure is outside every bound.
 *
 * @param figure its name in results
 * @param least whether the bound is a minimum; else it is a maximum
 * @param bound percent or ratio, as the figure is; may be infinite
 */
public record MetricBound(String figure, boolean least, double bound) {

    /** The condition on an outcome {@code o}; takes the bound. */
    String sql() {
        return "o." + figure + (least ? " >= ?" : " <= ?");
    }
}

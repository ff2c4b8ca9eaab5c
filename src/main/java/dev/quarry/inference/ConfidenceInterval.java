package dev.quarry.inference;

/**
 * An estimate and the range in which the true value lies with a given confidence. The estimate may lie outside it.
 *
 * @param estimate from the data themselves
 * @param lower lower end; NaN when it cannot be computed
 * @param upper upper end; NaN when it cannot be computed
 * @param confidence such as 0.9: the share left out is split evenly between both sides
 */
public record ConfidenceInterval(double estimate, double lower, double upper, double confidence) {

    /** The same in another unit, such as annualised or in percent; {@code factor} must be positive. */
    public ConfidenceInterval times(double factor) {
        return new ConfidenceInterval(estimate * factor, lower * factor, upper * factor, confidence);
    }
}

package dev.quarry.strategy;

/**
 * The finite numbers that a parameter may take.
 *
 * @param min the lower end
 * @param minIncluded whether the lower end itself is allowed
 * @param max the upper end, always allowed
 */
public record NumberRange(double min, boolean minIncluded, double max) {

    /** Every finite number. */
    public static final NumberRange FINITE = new NumberRange(-Double.MAX_VALUE, true, Double.MAX_VALUE);

    /** {@code min} and all above it. */
    public static NumberRange atLeast(double min) {
        return new NumberRange(min, true, Double.MAX_VALUE);
    }

    /** All above {@code min}. */
    public static NumberRange above(double min) {
        return new NumberRange(min, false, Double.MAX_VALUE);
    }

    /** From {@code min} to {@code max}, both included. */
    public static NumberRange between(double min, double max) {
        return new NumberRange(min, true, max);
    }

    /** Above {@code min}, up to and including {@code max}. */
    public static NumberRange aboveUpTo(double min, double max) {
        return new NumberRange(min, false, max);
    }

    /** Whether the number is one of them; NaN never is. */
    public boolean contains(double value) {
        return (minIncluded ? value >= min : value > min) && value <= max;
    }

    /** The rule in words, to be read after the parameter's name. */
    public String rule() {
        String lower = (minIncluded ? "must be at least " : "must be greater than ") + plain(min);
        return max == Double.MAX_VALUE ? lower : lower + " and at most " + plain(max);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}

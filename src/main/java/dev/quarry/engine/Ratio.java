package dev.quarry.engine;

/**
 * A figure over a spread, as in the ratios of Sharpe and Sortino, distinguished from a division by rounding. Trades that all
 * lose the same share of equity, because each was stopped at the same distance, differ in the last bits at most: the
 * deviation of their returns says nothing, and a ratio over it would be the greatest of all.
 */
public final class Ratio {

    /**
     * A spread below this share of what it is the spread of is rounding. Some thousand times the rounding of a return of one
     * ten-thousandth, and far below any spread that prices have.
     */
    public static final double ROUNDING = 1e-9;

    private Ratio() {}

    /**
     * The figure over the spread.
     *
     * @param spread not negative; NaN when there are too few values to have one
     * @param level the size of that whose spread it is, such as the mean of the values
     * @return 0 for too few values, as the reference has it; NaN where the spread is only rounding or nothing at all
     */
    public static double of(double figure, double spread, double level) {
        if (Double.isNaN(spread)) {
            return 0;
        }
        return spread > ROUNDING * Math.abs(level) ? figure / spread : Double.NaN;
    }
}

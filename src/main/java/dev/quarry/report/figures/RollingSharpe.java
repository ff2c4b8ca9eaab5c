package dev.quarry.report.figures;

import dev.quarry.inference.ReturnStatistics;
import java.util.Arrays;
import java.util.Optional;

/**
 * The annualised Sharpe ratio of the last days, day by day: mean over sample deviation of the daily returns of a window,
 * with a riskless return of 0.
 *
 * @param window how many daily returns each value is of
 * @param values one for each day from the window's end on; NaN where the returns of a window do not vary
 */
public record RollingSharpe(int window, double[] values) {

    private static final int[] WINDOWS = {90, 30};

    /** So many windows must fit, or the line tells nothing. */
    private static final int LEAST_WINDOWS = 2;

    /**
     * Over 90 days, or 30 where there are too few of them; empty where there are fewer than 60.
     *
     * @param returns daily returns, fractions
     * @param perYear how many of them make a year
     */
    public static Optional<RollingSharpe> of(double[] returns, double perYear) {
        return Arrays.stream(WINDOWS)
                .filter(days -> days * LEAST_WINDOWS <= returns.length)
                .mapToObj(days -> new RollingSharpe(days, values(returns, days, Math.sqrt(perYear))))
                .findFirst();
    }

    private static double[] values(double[] returns, int window, double annualisation) {
        double[] values = new double[returns.length - window + 1];
        for (int from = 0; from < values.length; from++) {
            values[from] = ReturnStatistics.sharpe(Arrays.copyOfRange(returns, from, from + window)) * annualisation;
        }
        return values;
    }
}

package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;

import java.util.List;

/** Straight lines through the last values. */
final class Regression {

    static final List<Function> ALL = List.of(
            Function.line(
                    "slope",
                    List.of(X, N),
                    "slope per bar of the least-squares line through the last n values; undefined for n = 1",
                    "NIST/SEMATECH e-Handbook of Statistical Methods, 4.1.4.1",
                    Warmup.WINDOW_LESS_ONE,
                    12,
                    in -> slope(in.line(0), in.window(1))),
            Function.line(
                    "correlation",
                    List.of(X, Argument.number("y"), N),
                    "Pearson's correlation of the last n pairs, -1 to 1; undefined where one of them does not move",
                    "NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.1.1",
                    Warmup.WINDOW_LESS_ONE,
                    14,
                    in -> correlation(in.line(0), in.line(1), in.window(2))));

    private Regression() {}

    private static double[] slope(double[] values, int n) {
        // The squares of the numbers 1 to n about their mean.
        double squares = n * ((double) n * n - 1) / 12;
        return Moments.alongBars(values, n, window -> window.products() / squares);
    }

    private static double[] correlation(double[] x, double[] y, int n) {
        return Moments.of(x, y, n, window -> {
            double value = window.products() / (Math.sqrt(window.squaresX()) * Math.sqrt(window.squaresY()));
            return Math.abs(value) > 1 ? Math.signum(value) : value; // rounding only
        });
    }
}

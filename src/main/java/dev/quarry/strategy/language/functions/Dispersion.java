package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;

import java.util.List;

/** How far the last values are spread. */
final class Dispersion {

    private static final String TEXTBOOK = "NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.6";

    static final List<Function> ALL = List.of(
            Function.line(
                    "stdev",
                    List.of(X, N),
                    "standard deviation of the last n values, over n (Bollinger's)",
                    TEXTBOOK,
                    Warmup.WINDOW_LESS_ONE,
                    12,
                    in -> deviation(in.line(0), in.window(1))),
            Function.line(
                    "stdev_sample",
                    List.of(X, N),
                    "standard deviation of the last n values, over n - 1; undefined for n = 1",
                    TEXTBOOK,
                    Warmup.WINDOW_LESS_ONE,
                    12,
                    in -> sampleDeviation(in.line(0), in.window(1))),
            Function.line(
                    "variance",
                    List.of(X, N),
                    "square of stdev(x, n)",
                    TEXTBOOK,
                    Warmup.WINDOW_LESS_ONE,
                    12,
                    in -> variance(in.line(0), in.window(1))),
            Function.line(
                    "zscore",
                    List.of(X, N),
                    "distance of x from sma(x, n) in stdev(x, n); undefined where all n are equal",
                    "NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17",
                    Warmup.WINDOW_LESS_ONE,
                    18,
                    in -> score(in.line(0), in.window(1))));

    private Dispersion() {}

    static double[] deviation(double[] values, int n) {
        return Moments.alongBars(values, n, window -> Math.sqrt(window.squaresX() / n));
    }

    private static double[] sampleDeviation(double[] values, int n) {
        return Moments.alongBars(values, n, window -> Math.sqrt(window.squaresX() / (n - 1)));
    }

    private static double[] variance(double[] values, int n) {
        return Moments.alongBars(values, n, window -> window.squaresX() / n);
    }

    private static double[] score(double[] values, int n) {
        double[] mean = Sums.means(values, n);
        double[] deviation = deviation(values, n);
        return Columns.of(values.length, bar -> (values[bar] - mean[bar]) / deviation[bar]);
    }
}

package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;

import java.util.List;

/** Averages of the last values, and those that never quite forget. */
final class MovingAverages {

    private static final String MURPHY = "Murphy, Technical Analysis of the Financial Markets (1999), ch. 9";
    private static final List<Argument> LENGTH = List.of(X, N);

    static final List<Function> ALL = List.of(
            Function.line(
                    "sma",
                    LENGTH,
                    "mean of the last n values",
                    MURPHY,
                    Warmup.WINDOW_LESS_ONE,
                    4,
                    in -> Sums.means(in.line(0), in.window(1))),
            Function.line(
                    "ema",
                    LENGTH,
                    "exponential average of weight 2 / (n + 1), begun with the mean of the first n values",
                    MURPHY,
                    Warmup.WINDOW_LESS_ONE.exponential(w -> w[0], 1),
                    2,
                    in -> exponential(in.line(0), in.window(1))),
            Function.line(
                    "wma",
                    LENGTH,
                    "mean of the last n values with weights 1 to n, the latest heaviest",
                    MURPHY,
                    Warmup.WINDOW_LESS_ONE,
                    12,
                    in -> weighted(in.line(0), in.window(1))),
            Function.line(
                    "rma",
                    LENGTH,
                    "Wilder's average of weight 1 / n, begun with the mean of the first n values",
                    "Wilder, New Concepts in Technical Trading Systems (1978)",
                    Warmup.WINDOW_LESS_ONE.wilder(w -> w[0], 1),
                    2,
                    in -> wilder(in.line(0), in.window(1))),
            Function.line(
                    "hma",
                    LENGTH,
                    "Hull's average: wma(2 * wma(x, n / 2) - wma(x, n), sqrt(n)), half and root rounded down",
                    "Hull, alanhull.com (2005)",
                    new Warmup("n - 1 + floor(sqrt(n)) - 1", w -> w[0] - 1 + root(w[0]) - 1),
                    36,
                    in -> hull(in.line(0), in.window(1))),
            Function.line(
                    "dema",
                    LENGTH,
                    "double exponential average: 2 * e - ema(e, n) with e = ema(x, n)",
                    "Mulloy, Stocks & Commodities 12:1 (1994)",
                    new Warmup("2 * (n - 1)", w -> 2 * (w[0] - 1)).exponential(w -> w[0], 2),
                    6,
                    in -> doubled(in.line(0), in.window(1))),
            Function.line(
                    "tema",
                    LENGTH,
                    "triple exponential average: 3 * (e - ema(e, n)) + ema(ema(e, n), n) with e = ema(x, n)",
                    "Mulloy, Stocks & Commodities 12:1 (1994)",
                    new Warmup("3 * (n - 1)", w -> 3 * (w[0] - 1)).exponential(w -> w[0], 3),
                    9,
                    in -> tripled(in.line(0), in.window(1))),
            Function.line(
                    "ewm",
                    List.of(X, Argument.constant("weight")),
                    "exponential average of that weight (above 0, at most 1), begun with the first value",
                    "the specification, section D; pandas ewm(adjust=False)",
                    Warmup.NONE.endless(),
                    3,
                    in -> fromFirst(in.line(0), in.constant(1))));

    private MovingAverages() {}

    static double[] exponential(double[] values, int n) {
        return recursive(values, n, 2.0 / (n + 1));
    }

    static double[] wilder(double[] values, int n) {
        return recursive(values, n, 1.0 / n);
    }

    /** The sum of weight times value is that of the means plus the products about them, so equal values stay what they are. */
    static double[] weighted(double[] values, int n) {
        return Moments.alongBars(values, n, window -> window.meanX() + 2 * window.products() / (n * (n + 1.0)));
    }

    private static double[] hull(double[] values, int n) {
        double[] fast = weighted(values, Math.max(1, n / 2));
        double[] slow = weighted(values, n);
        return weighted(Columns.combine(fast, slow, (f, s) -> 2 * f - s), root(n));
    }

    private static int root(int n) {
        return (int) Math.sqrt(n);
    }

    private static double[] doubled(double[] values, int n) {
        double[] once = exponential(values, n);
        return Columns.combine(once, exponential(once, n), (e, ee) -> 2 * e - ee);
    }

    private static double[] tripled(double[] values, int n) {
        double[] once = exponential(values, n);
        double[] twice = exponential(once, n);
        double[] thrice = exponential(twice, n);
        return Columns.of(values.length, bar -> 3 * (once[bar] - twice[bar]) + thrice[bar]);
    }

    /** Begun with the mean of the first n values that there are; from then on a NaN repeats the last average. */
    private static double[] recursive(double[] values, int n, double weight) {
        double[] result = Columns.undefined(values.length);
        double[] first = new double[Math.min(n, values.length)];
        int count = 0;
        double last = Double.NaN;
        for (int bar = 0; bar < values.length; bar++) {
            double value = values[bar];
            if (!Double.isNaN(value)) {
                if (count < n) {
                    first[count++] = value;
                    last = count == n ? Sums.mean(first, n) : Double.NaN;
                } else if (value != last) {
                    last = (1 - weight) * last + weight * value;
                }
            }
            result[bar] = last;
        }
        return result;
    }

    /**
     * y = (w·y + a·x) / (w + a) with w = (1 − a)^(g + 1) after g NaNs in a row, which is the plain (1 − a)·y + a·x when there
     * was none (SPEC D). A NaN repeats the last y.
     */
    private static double[] fromFirst(double[] values, double weight) {
        double[] result = Columns.undefined(values.length);
        if (!(weight > 0 && weight <= 1)) {
            return result;
        }
        double last = Double.NaN;
        double lastWeight = 1 - weight;
        for (int bar = 0; bar < values.length; bar++) {
            double value = values[bar];
            if (Double.isNaN(value)) {
                lastWeight *= 1 - weight;
            } else {
                if (Double.isNaN(last)) {
                    last = value;
                } else if (value != last) {
                    last = lastWeight == 1 - weight
                            ? (1 - weight) * last + weight * value
                            : (lastWeight * last + weight * value) / (lastWeight + weight);
                }
                lastWeight = 1 - weight;
            }
            result[bar] = last;
        }
        return result;
    }
}

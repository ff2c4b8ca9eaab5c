package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;

import java.util.List;

/** Where a value stands among the last ones. */
final class Ordering {

    /** About the steps that a binary indexed tree of a long series takes, in and out. */
    private static final int TREE = 60;

    static final List<Function> ALL = List.of(
            Function.line(
                    "percent_rank",
                    List.of(X, N),
                    "percentage of the n values before that are at or below x",
                    "Pine Script ta.percentrank",
                    Warmup.WINDOW,
                    TREE,
                    in -> percentRank(in.line(0), in.window(1))),
            Function.line(
                    "median",
                    List.of(X, N),
                    "middle of the last n values, for an even n the mean of the two in the middle",
                    "NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.1",
                    Warmup.WINDOW_LESS_ONE,
                    TREE,
                    in -> median(in.line(0), in.window(1))),
            Function.line(
                    "highest",
                    List.of(X, N),
                    "highest of the last n values",
                    "Donchian's channel: highest(high, n)",
                    Warmup.WINDOW_LESS_ONE,
                    3,
                    in -> Extremes.highest(in.line(0), in.window(1))),
            Function.line(
                    "lowest",
                    List.of(X, N),
                    "lowest of the last n values",
                    "Donchian's channel: lowest(low, n)",
                    Warmup.WINDOW_LESS_ONE,
                    3,
                    in -> Extremes.lowest(in.line(0), in.window(1))));

    private Ordering() {}

    private static double[] percentRank(double[] values, int n) {
        double[] result = Columns.undefined(values.length);
        Ranks before = new Ranks(values);
        for (int bar = 0; bar < values.length; bar++) {
            if (bar >= n && before.isDefined() && !Double.isNaN(values[bar])) {
                result[bar] = 100.0 * before.atOrBelow(bar) / n;
            }
            before.add(bar);
            if (bar >= n) {
                before.remove(bar - n);
            }
        }
        return result;
    }

    private static double[] median(double[] values, int n) {
        double[] result = Columns.undefined(values.length);
        Ranks window = new Ranks(values);
        for (int bar = 0; bar < values.length; bar++) {
            window.add(bar);
            if (bar >= n) {
                window.remove(bar - n);
            }
            if (bar >= n - 1 && window.isDefined()) {
                result[bar] = window.median();
            }
        }
        return result;
    }
}

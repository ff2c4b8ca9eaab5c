package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;

import java.util.BitSet;
import java.util.List;

/** A value compared with itself some bars ago. */
final class Changes {

    private static final String MURPHY = "Murphy, Technical Analysis of the Financial Markets (1999), ch. 10";
    private static final String PINE = "Pine Script ta.rising, ta.falling, read as n steps in a row";

    static final List<Function> ALL = List.of(
            Function.line(
                    "change",
                    List.of(X, new Argument("n", Kind.WINDOW, 1)),
                    "x less x of n bars ago",
                    MURPHY,
                    Warmup.WINDOW,
                    1,
                    in -> change(in.line(0), in.window(1))),
            Function.line(
                    "roc",
                    List.of(X, N),
                    "change over n bars in percent of the value n bars ago",
                    MURPHY,
                    Warmup.WINDOW,
                    2,
                    in -> rate(in.line(0), in.window(1))),
            Function.condition(
                    "rising",
                    List.of(X, N),
                    "x rose on each of the last n bars",
                    PINE,
                    Warmup.WINDOW,
                    in -> steps(in.line(0), in.window(1), true)),
            Function.condition(
                    "falling",
                    List.of(X, N),
                    "x fell on each of the last n bars",
                    PINE,
                    Warmup.WINDOW,
                    in -> steps(in.line(0), in.window(1), false)),
            Function.condition(
                    "crosses_above",
                    List.of(Argument.number("a"), Argument.number("b")),
                    "a is above b now and was at or below it one bar ago",
                    "Pine Script ta.crossover",
                    Warmup.ONE,
                    in -> crosses(in.line(0), in.line(1))),
            Function.condition(
                    "crosses_below",
                    List.of(Argument.number("a"), Argument.number("b")),
                    "a is below b now and was at or above it one bar ago",
                    "Pine Script ta.crossunder",
                    Warmup.ONE,
                    in -> crosses(in.line(1), in.line(0))));

    private Changes() {}

    static double[] change(double[] values, int n) {
        return Columns.of(values.length, bar -> bar < n ? Double.NaN : values[bar] - values[bar - n]);
    }

    private static double[] rate(double[] values, int n) {
        return Columns.of(
                values.length, bar -> bar < n ? Double.NaN : 100 * (values[bar] - values[bar - n]) / values[bar - n]);
    }

    private static BitSet steps(double[] values, int n, boolean up) {
        BitSet bars = new BitSet(values.length);
        int row = 0;
        for (int bar = 1; bar < values.length; bar++) {
            boolean step = up ? values[bar] > values[bar - 1] : values[bar] < values[bar - 1];
            row = step ? row + 1 : 0;
            bars.set(bar, row >= n);
        }
        return bars;
    }

    private static BitSet crosses(double[] over, double[] under) {
        long[] above = new long[over.length / Long.SIZE + 1];
        for (int word = 0; word < above.length; word++) {
            long bits = 0;
            int end = Math.min(over.length, (word + 1) * Long.SIZE);
            for (int bar = word * Long.SIZE; bar < end; bar++) {
                if (over[bar] > under[bar]) {
                    bits |= 1L << bar;
                }
            }
            above[word] = bits;
        }
        BitSet crosses = new BitSet(over.length);
        long before = 1;
        for (int word = 0; word < above.length; word++) {
            // Not above one bar ago is at or below it, or undefined, which is rare enough to be asked last.
            long begins = above[word] & ~(above[word] << 1 | before);
            before = above[word] >>> 63;
            for (; begins != 0; begins &= begins - 1) {
                int bar = (word << 6) + Long.numberOfTrailingZeros(begins);
                crosses.set(bar, over[bar - 1] <= under[bar - 1]);
            }
        }
        return crosses;
    }
}

package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;

import java.util.BitSet;
import java.util.List;

/** How often and how long ago a condition held, and what a line was then. */
final class Counting {

    private static final List<Argument> LAST = List.of(Argument.condition("c"), N);
    private static final String SOURCE = "MetaStock Sum, Alert and BarsSince";

    static final List<Function> ALL = List.of(
            Function.line(
                    "count",
                    LAST,
                    "on how many of the last n bars c held; bars before the first count as false",
                    SOURCE,
                    Warmup.NONE.remembering(w -> w[0]),
                    2,
                    in -> count(in.condition(0), in.size(), in.window(1))),
            Function.condition(
                    "any",
                    LAST,
                    "c held on at least one of the last n bars",
                    SOURCE,
                    Warmup.NONE.remembering(w -> w[0]),
                    in -> atLeast(1, in.condition(0), in.size(), in.window(1))),
            Function.condition(
                    "all",
                    LAST,
                    "c held on each of the last n bars; bars before the first count as false",
                    SOURCE,
                    Warmup.NONE.remembering(w -> w[0]),
                    in -> atLeast(in.window(1), in.condition(0), in.size(), in.window(1))),
            Function.line(
                    "bars_since",
                    List.of(Argument.condition("c")),
                    "bars since c last held, 0 where it holds; undefined until the first time",
                    SOURCE,
                    Warmup.NONE.endless(),
                    2,
                    in -> since(in.condition(0), in.size())),
            Function.line(
                    "value_when",
                    List.of(Argument.condition("c"), X),
                    "x on the bar on which c last held; undefined until the first time",
                    "MetaStock ValueWhen; Pine Script ta.valuewhen",
                    Warmup.NONE.endless(),
                    2,
                    in -> kept(in.condition(0), in.line(1))));

    private Counting() {}

    private static double[] count(BitSet condition, int size, int n) {
        double[] counts = new double[size];
        int count = 0;
        for (int bar = 0; bar < size; bar++) {
            count += condition.get(bar) ? 1 : 0;
            count -= bar >= n && condition.get(bar - n) ? 1 : 0;
            counts[bar] = count;
        }
        return counts;
    }

    private static BitSet atLeast(int required, BitSet condition, int size, int n) {
        double[] counts = count(condition, size, n);
        return Columns.where(size, bar -> counts[bar] >= required);
    }

    private static double[] since(BitSet condition, int size) {
        double[] bars = new double[size];
        double since = Double.NaN;
        for (int bar = 0; bar < size; bar++) {
            since = condition.get(bar) ? 0 : since + 1;
            bars[bar] = since;
        }
        return bars;
    }

    private static double[] kept(BitSet condition, double[] values) {
        double[] kept = new double[values.length];
        double last = Double.NaN;
        for (int bar = 0; bar < kept.length; bar++) {
            last = condition.get(bar) ? values[bar] : last;
            kept[bar] = last;
        }
        return kept;
    }
}

package dev.quarry.strategy.language.functions;

import dev.quarry.series.Bars;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** Small steps over whole columns. */
public final class Columns {

    private Columns() {}

    /** The value of each bar. */
    public static double[] of(int size, IntToDoubleFunction value) {
        double[] column = new double[size];
        for (int bar = 0; bar < size; bar++) {
            column[bar] = value.applyAsDouble(bar);
        }
        return column;
    }

    /** The bars at which it holds. */
    public static BitSet where(int size, IntPredicate condition) {
        BitSet bars = new BitSet(size);
        for (int bar = 0; bar < size; bar++) {
            if (condition.test(bar)) {
                bars.set(bar);
            }
        }
        return bars;
    }

    /** No value yet at any bar. */
    public static double[] undefined(int size) {
        double[] column = new double[size];
        Arrays.fill(column, Double.NaN);
        return column;
    }

    /** So many bars ago; NaN where there was no bar. */
    public static double[] ago(double[] column, int bars) {
        return of(column.length, bar -> bar < bars ? Double.NaN : column[bar - bars]);
    }

    static double[] combine(double[] a, double[] b, DoubleBinaryOperator operator) {
        return of(a.length, bar -> operator.applyAsDouble(a[bar], b[bar]));
    }

    /** (high + low + close) / 3. */
    public static double[] typical(Bars bars) {
        return of(bars.size(), bar -> (bars.high()[bar] + bars.low()[bar] + bars.close()[bar]) / 3);
    }
}

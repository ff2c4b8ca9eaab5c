package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Type;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Expressions computed on bars that a test writes down. */
public final class Evaluated {

    public static final long BYTES = 1L << 30;
    private static final long MONDAY = 1_704_067_200_000L; // 2024-01-01T00:00:00Z

    private Evaluated() {}

    /** Bars of 30 minutes from a Monday's midnight on, with these closes, everything else of a bar at its close, volume 1. */
    public static Bars closes(double... close) {
        double[] volume = new double[close.length];
        java.util.Arrays.fill(volume, 1);
        return bars(close, close, close, close, volume);
    }

    public static Bars bars(double[] open, double[] high, double[] low, double[] close, double[] volume) {
        long[] openTime = new long[close.length];
        for (int i = 0; i < openTime.length; i++) {
            openTime[i] = MONDAY + i * Timeframe.M30.millis();
        }
        return new Bars(Timeframe.M30, openTime, open, high, low, close, volume);
    }

    /** High, low and close of each bar; open at the close, volume 1. */
    public static Bars ranges(double[]... highLowClose) {
        double[][] columns = new double[3][highLowClose.length];
        double[] volume = new double[highLowClose.length];
        for (int i = 0; i < highLowClose.length; i++) {
            for (int c = 0; c < 3; c++) {
                columns[c][i] = highLowClose[i][c];
            }
            volume[i] = 1;
        }
        return bars(columns[2], columns[0], columns[1], columns[2], volume);
    }

    /** A number at each bar; a condition as 1 and 0. */
    public static double[] of(Bars bars, String expression) {
        return of(bars, expression, Map.of());
    }

    public static double[] of(Bars bars, String expression, Map<String, Object> given) {
        return of(bars, Definitions.right(Definitions.with(expression)), given);
    }

    public static double[] of(Bars bars, Definition definition, Map<String, Object> given) {
        GivenValues values = definition.values(given);
        Evaluation evaluation = new Evaluation(bars, values, BYTES, () -> {});
        var node = definition.series().get("x");
        if (node.type() == Type.NUMBER) {
            return evaluation.line(node);
        }
        BitSet holds = evaluation.condition(node);
        double[] result = new double[bars.size()];
        for (int bar = 0; bar < result.length; bar++) {
            result[bar] = holds.get(bar) ? 1 : 0;
        }
        return result;
    }

    /** The bars at which a condition holds. */
    public static List<Integer> where(Bars bars, String condition) {
        double[] holds = of(bars, condition);
        return java.util.stream.IntStream.range(0, holds.length)
                .filter(bar -> holds[bar] != 0)
                .boxed()
                .toList();
    }
}

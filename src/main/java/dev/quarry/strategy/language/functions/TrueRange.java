package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;

import dev.quarry.series.Bars;
import java.util.List;

/** The true range and Wilder's average of it. */
public final class TrueRange {

    private static final String WILDER = "Wilder, New Concepts in Technical Trading Systems (1978)";

    static final List<Function> ALL = List.of(
            Function.line(
                    "tr",
                    List.of(),
                    "true range: the greatest of high - low and the distances of both from the close before; "
                            + "high - low on the first bar",
                    WILDER,
                    Warmup.NONE.remembering(w -> 1),
                    4,
                    in -> range(in.bars())),
            Function.line(
                    "atr",
                    List.of(N),
                    "Wilder's average of the true range, rma(tr, n)",
                    WILDER,
                    Warmup.WINDOW_LESS_ONE.wilder(w -> w[0], 1),
                    6,
                    in -> average(in.bars(), in.window(0))));

    private TrueRange() {}

    static double[] range(Bars bars) {
        return Columns.of(bars.size(), bar -> {
            double range = bars.high()[bar] - bars.low()[bar];
            if (bar == 0) {
                return range;
            }
            double before = bars.close()[bar - 1];
            return Math.max(range, Math.max(Math.abs(bars.high()[bar] - before), Math.abs(bars.low()[bar] - before)));
        });
    }

    /** Wilder's average of the true range over n bars, in the price's unit; NaN on the first n − 1. */
    public static double[] average(Bars bars, int n) {
        return MovingAverages.wilder(range(bars), n);
    }
}

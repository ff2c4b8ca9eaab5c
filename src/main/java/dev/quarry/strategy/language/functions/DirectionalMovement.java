package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;

import dev.quarry.series.Bars;
import java.util.List;

/** Wilder's directional movement: which way the range of a bar reaches beyond that of the bar before. */
final class DirectionalMovement {

    private static final String WILDER = "Wilder, New Concepts in Technical Trading Systems (1978)";

    static final List<Function> ALL = List.of(
            Function.line(
                    "plus_di",
                    List.of(N),
                    "directional indicator of rises: Wilder's average of upward movement in percent of that of the true range",
                    WILDER,
                    Warmup.WINDOW.wilder(w -> w[0], 1),
                    10,
                    in -> indicator(in.bars(), in.window(0), true)),
            Function.line(
                    "minus_di",
                    List.of(N),
                    "directional indicator of falls",
                    WILDER,
                    Warmup.WINDOW.wilder(w -> w[0], 1),
                    10,
                    in -> indicator(in.bars(), in.window(0), false)),
            Function.line(
                    "adx",
                    List.of(N),
                    "average directional index: Wilder's average of 100 * abs(plus_di - minus_di) / (plus_di + minus_di)",
                    WILDER,
                    new Warmup("2 * n - 1", w -> 2 * w[0] - 1).wilder(w -> w[0], 2),
                    25,
                    in -> index(in.bars(), in.window(0))));

    private DirectionalMovement() {}

    /** All of it begins with the second bar, the first that has one before it. */
    private static double[] indicator(Bars bars, int n, boolean up) {
        double[] movement = Columns.of(bars.size(), bar -> bar == 0 ? Double.NaN : movement(bars, bar, up));
        double[] range = TrueRange.range(bars);
        double[] later = Columns.of(bars.size(), bar -> bar == 0 ? Double.NaN : range[bar]);
        return Columns.combine(
                MovingAverages.wilder(movement, n), MovingAverages.wilder(later, n), (m, r) -> 100 * m / r);
    }

    private static double movement(Bars bars, int bar, boolean up) {
        double rise = bars.high()[bar] - bars.high()[bar - 1];
        double fall = bars.low()[bar - 1] - bars.low()[bar];
        double requested = up ? rise : fall;
        double other = up ? fall : rise;
        return requested > other && requested > 0 ? requested : 0;
    }

    private static double[] index(Bars bars, int n) {
        double[] apart = Columns.combine(
                indicator(bars, n, true),
                indicator(bars, n, false),
                (plus, minus) -> 100 * Math.abs(plus - minus) / (plus + minus));
        return MovingAverages.wilder(apart, n);
    }
}

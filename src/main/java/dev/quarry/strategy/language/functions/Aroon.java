package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;

import java.util.List;

/** How long ago the last extreme was. */
final class Aroon {

    private static final String CHANDE = "Chande, Stocks & Commodities 13:9 (1995)";

    static final List<Function> ALL = List.of(
            Function.line(
                    "aroon_up",
                    List.of(N),
                    "100 where the highest high of n + 1 bars is this one, 0 where it is n bars ago; the latest of equals",
                    CHANDE,
                    Warmup.WINDOW,
                    4,
                    in -> share(Extremes.sinceHighest(in.bars().high(), in.window(0) + 1), in.window(0))),
            Function.line(
                    "aroon_down",
                    List.of(N),
                    "the same of the lowest low",
                    CHANDE,
                    Warmup.WINDOW,
                    4,
                    in -> share(Extremes.sinceLowest(in.bars().low(), in.window(0) + 1), in.window(0))));

    private Aroon() {}

    private static double[] share(double[] since, int n) {
        return Columns.of(since.length, bar -> 100 * (n - since[bar]) / n);
    }
}

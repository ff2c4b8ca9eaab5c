package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;

import java.util.List;

/** Lines around an average. */
final class Bands {

    private static final String BOLLINGER = "Bollinger, Bollinger on Bollinger Bands (2001)";
    private static final String KELTNER =
            "Keltner (1960) as Raschke has it: an exponential average and the average true range, here Wilder's";
    private static final Argument K = Argument.number("k");
    private static final List<Argument> BOLLINGER_BAND = List.of(X, N, K);
    private static final List<Argument> KELTNER_BAND = List.of(X, N, Argument.window("atr_n"), K);
    private static final Warmup LONGER = new Warmup("max(n, atr_n) - 1", w -> Math.max(w[0], w[1]) - 1)
            .wilder(w -> Math.max((w[0] + 1) / 2.0, w[1]), 1);

    static final List<Function> ALL = List.of(
            Function.line(
                    "bb_upper",
                    BOLLINGER_BAND,
                    "upper Bollinger band: sma(x, n) + k * stdev(x, n)",
                    BOLLINGER,
                    Warmup.WINDOW_LESS_ONE,
                    18,
                    in -> bollinger(in, 1)),
            Function.line(
                    "bb_middle",
                    List.of(X, N),
                    "middle of the Bollinger bands: sma(x, n)",
                    BOLLINGER,
                    Warmup.WINDOW_LESS_ONE,
                    4,
                    in -> Sums.means(in.line(0), in.window(1))),
            Function.line(
                    "bb_lower",
                    BOLLINGER_BAND,
                    "lower Bollinger band: sma(x, n) - k * stdev(x, n)",
                    BOLLINGER,
                    Warmup.WINDOW_LESS_ONE,
                    18,
                    in -> bollinger(in, -1)),
            Function.line(
                    "kc_upper",
                    KELTNER_BAND,
                    "upper Keltner line: ema(x, n) + k * atr(atr_n)",
                    KELTNER,
                    LONGER,
                    10,
                    in -> keltner(in, 1)),
            Function.line(
                    "kc_middle",
                    List.of(X, N),
                    "middle of the Keltner lines: ema(x, n)",
                    KELTNER,
                    Warmup.WINDOW_LESS_ONE.exponential(w -> w[0], 1),
                    2,
                    in -> MovingAverages.exponential(in.line(0), in.window(1))),
            Function.line(
                    "kc_lower",
                    KELTNER_BAND,
                    "lower Keltner line: ema(x, n) - k * atr(atr_n)",
                    KELTNER,
                    LONGER,
                    10,
                    in -> keltner(in, -1)));

    private Bands() {}

    private static double[] bollinger(Inputs in, int side) {
        double[] mean = Sums.means(in.line(0), in.window(1));
        double[] deviation = Dispersion.deviation(in.line(0), in.window(1));
        return around(mean, deviation, in.line(2), side);
    }

    private static double[] keltner(Inputs in, int side) {
        double[] mean = MovingAverages.exponential(in.line(0), in.window(1));
        double[] range = TrueRange.average(in.bars(), in.window(2));
        return around(mean, range, in.line(3), side);
    }

    private static double[] around(double[] middle, double[] width, double[] times, int side) {
        return Columns.of(middle.length, bar -> middle[bar] + side * times[bar] * width[bar]);
    }
}

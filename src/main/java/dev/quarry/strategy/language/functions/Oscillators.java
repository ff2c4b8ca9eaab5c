package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;
import static dev.quarry.strategy.language.functions.Argument.X;

import dev.quarry.series.Bars;
import java.util.List;

/** Figures between two bounds: where the close stands in its range, and gains against losses. */
final class Oscillators {

    private static final String LANE = "Lane, Stocks & Commodities 2:3 (1984)";

    static final List<Function> ALL = List.of(
            Function.line(
                    "rsi",
                    List.of(X, N),
                    "relative strength index, 0 to 100: 100 without a loss, undefined without gain and loss",
                    "Wilder, New Concepts in Technical Trading Systems (1978)",
                    Warmup.WINDOW.wilder(w -> w[0], 1),
                    8,
                    in -> strength(in.line(0), in.window(1))),
            Function.line(
                    "stoch_k",
                    List.of(N),
                    "raw stochastic: where the close stands between the lowest low (0) and the highest high (100) of n bars",
                    LANE,
                    Warmup.WINDOW_LESS_ONE,
                    8,
                    in -> stochastic(in.bars(), in.window(0))),
            Function.line(
                    "stoch_d",
                    List.of(N, Argument.window("m")),
                    "mean of the last m values of stoch_k(n)",
                    LANE,
                    new Warmup("n + m - 2", w -> w[0] + w[1] - 2),
                    12,
                    in -> Sums.means(stochastic(in.bars(), in.window(0)), in.window(1))),
            Function.line(
                    "williams_r",
                    List.of(N),
                    "Williams' %R: stoch_k(n) - 100, from -100 to 0",
                    "Williams, How I Made One Million Dollars (1973)",
                    Warmup.WINDOW_LESS_ONE,
                    8,
                    in -> williams(in.bars(), in.window(0))),
            Function.line(
                    "mfi",
                    List.of(N),
                    "money flow index, 0 to 100: volume times hlc3 of rising bars against that of falling ones",
                    "Quong and Soudack, Stocks & Commodities 7:3 (1989)",
                    Warmup.WINDOW,
                    14,
                    in -> moneyFlow(in.bars(), in.window(0))),
            new Function(
                    "cci",
                    List.of(N),
                    Kind.NUMBER,
                    "commodity channel index: distance of hlc3 from its mean of n bars in 0.015 mean distances",
                    "Lambert, Commodities 9:10 (1980)",
                    Warmup.WINDOW_LESS_ONE,
                    windows -> 6 + windows[0],
                    new Body.Line(in -> commodityChannel(in, in.window(0)))));

    private static final double LAMBERT = 0.015;

    /** So many values are looked at between two checkpoints: some milliseconds. */
    private static final int BETWEEN_CHECKPOINTS = 4_000_000;

    private Oscillators() {}

    private static double[] strength(double[] values, int n) {
        double[] gain = Columns.of(values.length, bar -> bar == 0 ? Double.NaN : rise(values[bar - 1], values[bar]));
        double[] loss = Columns.of(values.length, bar -> bar == 0 ? Double.NaN : rise(values[bar], values[bar - 1]));
        return Columns.combine(
                MovingAverages.wilder(gain, n), MovingAverages.wilder(loss, n), Oscillators::shareOfFirst);
    }

    /** 100 a / (a + b) by way of the ratio, as the index is defined; NaN where both are 0. */
    private static double shareOfFirst(double a, double b) {
        return 100 - 100 / (1 + a / b);
    }

    private static double rise(double from, double to) {
        return Math.max(to - from, 0);
    }

    private static double[] stochastic(Bars bars, int n) {
        double[] high = Extremes.highest(bars.high(), n);
        double[] low = Extremes.lowest(bars.low(), n);
        return Columns.of(bars.size(), bar -> 100 * (bars.close()[bar] - low[bar]) / (high[bar] - low[bar]));
    }

    private static double[] williams(Bars bars, int n) {
        double[] high = Extremes.highest(bars.high(), n);
        double[] low = Extremes.lowest(bars.low(), n);
        return Columns.of(bars.size(), bar -> -100 * (high[bar] - bars.close()[bar]) / (high[bar] - low[bar]));
    }

    private static double[] moneyFlow(Bars bars, int n) {
        double[] price = Columns.typical(bars);
        double[] change = Changes.change(price, 1);
        double[] in = Columns.of(price.length, bar -> flow(change[bar], price[bar] * bars.volume()[bar]));
        double[] out = Columns.of(price.length, bar -> flow(-change[bar], price[bar] * bars.volume()[bar]));
        return Columns.combine(Sums.of(in, n), Sums.of(out, n), Oscillators::shareOfFirst);
    }

    private static double flow(double change, double money) {
        return Double.isNaN(change) ? Double.NaN : change > 0 ? money : 0;
    }

    /** The mean distance from a mean that moves has no short way that is right to the bit: each window is looked at. */
    private static double[] commodityChannel(Inputs in, int n) {
        double[] price = Columns.typical(in.bars());
        double[] mean = Sums.means(price, n);
        double[] result = Columns.undefined(price.length);
        for (int bar = n - 1; bar < price.length; bar++) {
            if (bar % Math.max(1, BETWEEN_CHECKPOINTS / n) == 0) {
                in.checkpoint();
            }
            double distances = 0;
            for (int k = bar - n + 1; k <= bar; k++) {
                distances += Math.abs(price[k] - mean[bar]);
            }
            result[bar] = (price[bar] - mean[bar]) / (LAMBERT * (distances / n));
        }
        return result;
    }
}

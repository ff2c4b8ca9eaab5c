package dev.quarry.strategy.language.functions;

import static dev.quarry.strategy.language.functions.Argument.N;

import dev.quarry.series.Bars;
import java.util.List;

/** Lines that follow a trend and change sides when it breaks. */
final class TrailingLines {

    static final List<Function> ALL = List.of(
            Function.line(
                    "supertrend",
                    List.of(N, Argument.constant("k")),
                    "line k * atr(n) below (in a rise) or above the middle of the bars, never moved back; a close beyond it "
                            + "changes its side; begun as a fall",
                    "Seban; Pine Script ta.supertrend",
                    Warmup.WINDOW_LESS_ONE.endless(),
                    16,
                    in -> supertrend(in.bars(), in.window(0), in.constant(1))),
            Function.line(
                    "psar",
                    List.of(Argument.constant("step"), Argument.constant("max")),
                    "parabolic stop: moves towards the trend's extreme by a share that grows by step with each new one, up to "
                            + "max; compared with the bar before it is held behind the two bars before",
                    "Wilder, New Concepts in Technical Trading Systems (1978); Pine Script ta.sar",
                    Warmup.ONE.endless(),
                    12,
                    in -> parabolic(in.bars(), in.constant(0), in.constant(1))));

    private TrailingLines() {}

    private static double[] supertrend(Bars bars, int n, double times) {
        double[] range = TrueRange.average(bars, n);
        double[] line = Columns.undefined(bars.size());
        double above = Double.NaN;
        double below = Double.NaN;
        boolean rise = false;
        for (int bar = n - 1; bar < bars.size(); bar++) {
            double middle = (bars.high()[bar] + bars.low()[bar]) / 2;
            double upper = middle + times * range[bar];
            double lower = middle - times * range[bar];
            if (bar == n - 1) {
                above = upper;
                below = lower;
            } else {
                double before = bars.close()[bar - 1];
                double close = bars.close()[bar];
                above = upper < above || before > above ? upper : above;
                below = lower > below || before < below ? lower : below;
                rise = rise ? !(close < below) : close > above;
            }
            line[bar] = rise ? below : above;
        }
        return line;
    }

    private static double[] parabolic(Bars bars, double step, double most) {
        double[] line = Columns.undefined(bars.size());
        if (bars.size() < 2) {
            return line;
        }
        double[] high = bars.high();
        double[] low = bars.low();
        boolean rise = bars.close()[1] > bars.close()[0];
        double extreme = rise ? high[1] : low[1];
        double stop = rise ? low[0] : high[0];
        double share = step;
        for (int bar = 1; bar < bars.size(); bar++) {
            stop += share * (extreme - stop);
            boolean turns = rise ? stop > low[bar] : stop < high[bar];
            if (turns) {
                stop = rise ? Math.max(high[bar], extreme) : Math.min(low[bar], extreme);
                rise = !rise;
                extreme = rise ? high[bar] : low[bar];
                share = step;
            } else if (bar > 1 && (rise ? high[bar] > extreme : low[bar] < extreme)) {
                extreme = rise ? high[bar] : low[bar];
                share = Math.min(share + step, most);
            }
            stop = held(stop, rise, bars, bar - 1);
            stop = bar > 1 ? held(stop, rise, bars, bar - 2) : stop;
            line[bar] = stop;
        }
        return line;
    }

    private static double held(double stop, boolean rise, Bars bars, int bar) {
        return rise ? Math.min(stop, bars.low()[bar]) : Math.max(stop, bars.high()[bar]);
    }
}

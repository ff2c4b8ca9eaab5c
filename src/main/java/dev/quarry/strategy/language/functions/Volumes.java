package dev.quarry.strategy.language.functions;

import dev.quarry.series.Bars;
import java.util.List;

/** Volume summed from a beginning on. */
final class Volumes {

    private static final long DAY_MILLIS = 24 * 3_600_000L;
    /** The shortest bars are minutes. */
    private static final int MINUTES_OF_A_DAY = 1440;

    static final List<Function> ALL = List.of(
            Function.line(
                    "obv",
                    List.of(),
                    "on-balance volume: from 0 on the first bar, plus the volume of bars that close higher, less that of those "
                            + "that close lower",
                    "Granville, New Key to Stock Market Profits (1963)",
                    Warmup.NONE.endless(),
                    2,
                    in -> onBalance(in.bars())),
            Function.line(
                    "vwap",
                    List.of(),
                    "mean of hlc3 weighted by volume, from the first bar of the UTC day on; undefined while there was none",
                    "Berkowitz, Logue and Noser, Journal of Finance 43:1 (1988), anchored at the day",
                    Warmup.NONE.remembering(w -> MINUTES_OF_A_DAY),
                    4,
                    in -> weightedPrice(in.bars())));

    private Volumes() {}

    private static double[] onBalance(Bars bars) {
        double[] close = bars.close();
        double sum = 0;
        double[] line = new double[bars.size()];
        for (int bar = 1; bar < line.length; bar++) {
            if (close[bar] > close[bar - 1]) {
                sum += bars.volume()[bar];
            } else if (close[bar] < close[bar - 1]) {
                sum -= bars.volume()[bar];
            }
            line[bar] = sum;
        }
        return line;
    }

    private static double[] weightedPrice(Bars bars) {
        double[] price = Columns.typical(bars);
        double[] line = new double[bars.size()];
        long day = Long.MIN_VALUE;
        double money = 0;
        double volume = 0;
        for (int bar = 0; bar < line.length; bar++) {
            long of = Math.floorDiv(bars.openTime()[bar], DAY_MILLIS);
            if (of != day) {
                day = of;
                money = 0;
                volume = 0;
            }
            money += price[bar] * bars.volume()[bar];
            volume += bars.volume()[bar];
            line[bar] = money / volume;
        }
        return line;
    }
}

package dev.quarry.strategy.rsibands;

import dev.quarry.series.Bars;

/**
 * Keltner channel, one value for each bar, in the price's unit; NaN while a window is not full.
 *
 * @param middle average of the closes
 * @param upper {@code middle} plus the multiple of {@code atr}
 * @param lower {@code middle} minus the multiple of {@code atr}
 * @param atr average true range: a plain average, not Wilder's (SPEC D)
 */
public record KeltnerChannel(double[] middle, double[] upper, double[] lower, double[] atr) {

    public static KeltnerChannel of(Bars bars, Keltner parameters, Runnable checkpoint) {
        double[] middle = Averages.of(parameters.mid(), bars.close(), parameters.length(), checkpoint);
        double[] atr = new AverageTrueRange(parameters.atrLength()).over(bars, 0, checkpoint);
        double[] upper = new double[bars.size()];
        double[] lower = new double[bars.size()];
        for (int i = 0; i < bars.size(); i++) {
            double distance = parameters.multiplier() * atr[i];
            upper[i] = middle[i] + distance;
            lower[i] = middle[i] - distance;
        }
        return new KeltnerChannel(middle, upper, lower, atr);
    }

    /** The same without the bars before that one. */
    public KeltnerChannel from(int bar) {
        return bar == 0
                ? this
                : new KeltnerChannel(
                        Averages.from(middle, bar),
                        Averages.from(upper, bar),
                        Averages.from(lower, bar),
                        Averages.from(atr, bar));
    }
}

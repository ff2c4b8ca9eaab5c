package dev.quarry.strategy.rsibands;

import dev.quarry.series.Bars;

/**
 * Bollinger bands, one value for each bar, in the price's unit; NaN while the window is not full.
 *
 * @param middle average of the closes
 * @param upper {@code middle} plus the deviations
 * @param lower {@code middle} minus the deviations
 */
public record BollingerBands(double[] middle, double[] upper, double[] lower) {

    public static BollingerBands of(Bars bars, Bollinger parameters, Runnable checkpoint) {
        double[] middle = Averages.of(parameters.basis(), bars.close(), parameters.length(), checkpoint);
        double[] deviation = Averages.sampleDeviation(bars.close(), parameters.length(), checkpoint);
        double[] upper = new double[bars.size()];
        double[] lower = new double[bars.size()];
        for (int i = 0; i < bars.size(); i++) {
            double distance = parameters.deviations() * deviation[i];
            upper[i] = middle[i] + distance;
            lower[i] = middle[i] - distance;
        }
        return new BollingerBands(middle, upper, lower);
    }

    /** The same without the bars before that one. */
    public BollingerBands from(int bar) {
        return bar == 0
                ? this
                : new BollingerBands(Averages.from(middle, bar), Averages.from(upper, bar), Averages.from(lower, bar));
    }
}

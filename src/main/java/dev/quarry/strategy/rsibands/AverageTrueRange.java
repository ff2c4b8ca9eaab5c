package dev.quarry.strategy.rsibands;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Column;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.Indicators;

/**
 * Average true range, in the price's unit: a plain average, not Wilder's (SPEC D).
 *
 * @param length window in bars
 */
record AverageTrueRange(int length) implements Indicator<double[]>, Column {

    @Override
    public double[] over(Bars history, int from, Runnable checkpoint) {
        return Averages.from(Averages.simple(trueRange(history), length, checkpoint), from);
    }

    @Override
    public double[] on(Indicators indicators) {
        return indicators.of(this);
    }

    /** The greatest of high − low, |high − last close|, |low − last close|; the first bar has no last close. */
    private static double[] trueRange(Bars bars) {
        double[] range = new double[bars.size()];
        for (int i = 0; i < range.length; i++) {
            double high = bars.high()[i];
            double low = bars.low()[i];
            range[i] = high - low;
            if (i > 0) {
                double lastClose = bars.close()[i - 1];
                range[i] = Math.max(range[i], Math.max(Math.abs(high - lastClose), Math.abs(low - lastClose)));
            }
        }
        return range;
    }
}

package dev.quarry.strategy.rsibands;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Column;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.Indicators;

/**
 * A moving average of the closes, in the price's unit.
 *
 * @param type which average
 * @param length window in bars
 */
record MovingAverage(AverageType type, int length) implements Indicator<double[]>, Column {

    @Override
    public double[] over(Bars history, int from, Runnable checkpoint) {
        return Averages.from(Averages.of(type, history.close(), length, checkpoint), from);
    }

    @Override
    public double[] on(Indicators indicators) {
        return indicators.of(this);
    }
}

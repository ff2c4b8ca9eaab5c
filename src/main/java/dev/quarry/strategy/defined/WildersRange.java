package dev.quarry.strategy.defined;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Column;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.Indicators;
import dev.quarry.strategy.language.functions.TrueRange;
import java.util.Arrays;

/**
 * Wilder's average of the true range, in the price's unit: what stops and sizes measure by where a strategy has no line for it.
 *
 * @param length its window in bars
 */
record WildersRange(int length) implements Indicator<double[]>, Column {

    @Override
    public double[] over(Bars history, int from, Runnable checkpoint) {
        return Arrays.copyOfRange(TrueRange.average(history, length), from, history.size());
    }

    @Override
    public double[] on(Indicators indicators) {
        return indicators.of(this);
    }
}

package dev.quarry.strategy.rsibands;

import dev.quarry.strategy.Column;
import dev.quarry.strategy.Indicators;
import dev.quarry.strategy.Line;

/**
 * The RSI or its moving average, 0 to 100.
 *
 * @param rsi how it is computed
 * @param average whether it is the moving average
 */
record RsiLine(Rsi rsi, boolean average) implements Column {

    static final Line RSI = Line.of(Rsi.PARAMETERS, values -> new RsiLine(Rsi.of(values), false));
    static final Line AVERAGE = Line.of(Rsi.PARAMETERS, values -> new RsiLine(Rsi.of(values), true));

    @Override
    public double[] on(Indicators indicators) {
        RelativeStrength strength = indicators.of(rsi);
        return average ? strength.average() : strength.rsi();
    }
}

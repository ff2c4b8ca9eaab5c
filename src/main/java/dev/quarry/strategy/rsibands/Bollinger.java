package dev.quarry.strategy.rsibands;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import java.util.List;

/**
 * Bollinger bands over closes.
 *
 * @param length window in bars
 * @param deviations distance of the bands from the middle, in sample standard deviations
 * @param basis average of the middle line
 */
public record Bollinger(int length, double deviations, AverageType basis) implements Indicator<BollingerBands> {

    static final NumberRange MULTIPLE = NumberRange.aboveUpTo(0, 1000);

    private static final Parameter<Integer> LENGTH = Parameter.window("bb_len", 20);
    private static final Parameter<Double> DEVIATIONS = Parameter.number("bb_std", 2.0, MULTIPLE);
    private static final Parameter<AverageType> BASIS = Parameter.choice("bb_basis_type", AverageType.SIMPLE);

    static final List<Parameter<?>> PARAMETERS = List.of(LENGTH, DEVIATIONS, BASIS);

    /** Those that say how long it remembers. */
    static final List<Parameter<?>> MEMORY = List.of(LENGTH, BASIS);

    /** As parameters have them. */
    public static Bollinger of(ParameterValues values) {
        return new Bollinger(values.get(LENGTH), values.get(DEVIATIONS), values.get(BASIS));
    }

    @Override
    public BollingerBands over(Bars history, int from, Runnable checkpoint) {
        return BollingerBands.of(history, this, checkpoint).from(from);
    }

    /** The middle line by itself, which has no width. */
    MovingAverage middle() {
        return new MovingAverage(basis, length);
    }

    /** At how many bars from the beginning of a series a value depends on where the series begins. */
    public int unstableBars() {
        return Math.max(length - 1, Averages.unstable(basis, length));
    }
}

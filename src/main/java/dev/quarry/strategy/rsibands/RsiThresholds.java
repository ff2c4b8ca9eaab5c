package dev.quarry.strategy.rsibands;

import dev.quarry.strategy.Condition;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import java.util.List;
import java.util.OptionalDouble;

/**
 * RSI and its average are high enough for a short, low enough for a long. Where the level of longs is not given it is 100
 * less the one of shorts.
 */
final class RsiThresholds implements EntryRule {

    private static final NumberRange LEVEL = NumberRange.between(0, 100);

    private static final Parameter<Double> MIN = Parameter.number("rsi_min", 70, LEVEL);
    private static final Parameter<Double> AVERAGE_MIN = Parameter.number("rsi_ma_min", 70, LEVEL);
    private static final Parameter<OptionalDouble> MAX = Parameter.limit("rsi_max", OptionalDouble.empty(), LEVEL);
    private static final Parameter<OptionalDouble> AVERAGE_MAX =
            Parameter.limit("rsi_ma_max", OptionalDouble.empty(), LEVEL);

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(MIN, AVERAGE_MIN, MAX, AVERAGE_MAX);
    }

    @Override
    public Condition condition(Side side) {
        return side == Side.SHORT
                ? new Condition.All(List.of(
                        Condition.Beyond.atLeast(RsiLine.RSI, List.of(MIN), values -> values.get(MIN)),
                        Condition.Beyond.atLeast(
                                RsiLine.AVERAGE, List.of(AVERAGE_MIN), values -> values.get(AVERAGE_MIN))))
                : new Condition.All(List.of(
                        Condition.Beyond.atMost(RsiLine.RSI, List.of(MIN, MAX), values -> most(values, MIN, MAX)),
                        Condition.Beyond.atMost(
                                RsiLine.AVERAGE,
                                List.of(AVERAGE_MIN, AVERAGE_MAX),
                                values -> most(values, AVERAGE_MIN, AVERAGE_MAX))));
    }

    private static double most(ParameterValues values, Parameter<Double> min, Parameter<OptionalDouble> max) {
        return values.get(max).orElse(100.0 - values.get(min));
    }
}

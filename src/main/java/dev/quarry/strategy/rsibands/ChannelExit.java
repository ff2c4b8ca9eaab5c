package dev.quarry.strategy.rsibands;

import dev.quarry.strategy.Column;
import dev.quarry.strategy.Condition;
import dev.quarry.strategy.Indicators;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** The profit target: the close reaches a line of a channel, its middle or its far band. */
final class ChannelExit {

    private static final Parameter<Channel> CHANNEL = Parameter.choice("exit_channel", Channel.BOLLINGER);
    private static final Parameter<ExitLevel> LEVEL = Parameter.choice("exit_level", ExitLevel.MID);

    static final List<Parameter<?>> PARAMETERS = List.of(CHANNEL, LEVEL);

    private record Reached(Column line, Side side) implements Signal.Test {
        @Override
        public IntPredicate on(Indicators indicators) {
            double[] values = line.on(indicators);
            double[] close = indicators.bars().close();
            return side == Side.SHORT ? bar -> close[bar] <= values[bar] : bar -> close[bar] >= values[bar];
        }
    }

    private ChannelExit() {}

    static Condition condition(Side side) {
        List<Parameter<?>> read = Stream.of(PARAMETERS, Bollinger.PARAMETERS, Keltner.PARAMETERS)
                .<Parameter<?>>flatMap(List::stream)
                .toList();
        return Condition.Tested.of(read, values -> new Reached(line(values, side), side));
    }

    /** A middle line is kept without the width of its channel, so that runs that differ in it leave alike. */
    private static Column line(ParameterValues values, Side side) {
        boolean upper = side == Side.LONG;
        boolean middle = values.get(LEVEL) == ExitLevel.MID;
        if (values.get(CHANNEL) == Channel.BOLLINGER) {
            Bollinger bands = Bollinger.of(values);
            return middle ? bands.middle() : new Band.OfBollinger(bands, upper);
        }
        Keltner channel = Keltner.of(values);
        return middle ? channel.middle() : new Band.OfKeltner(channel, upper);
    }
}

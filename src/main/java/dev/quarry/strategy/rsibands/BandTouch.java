package dev.quarry.strategy.rsibands;

import dev.quarry.strategy.Condition;
import dev.quarry.strategy.Indicators;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** The bar reaches a band: its high the upper one for a short, its low the lower one for a long. */
final class BandTouch implements EntryRule {

    private static final Parameter<BandMode> MODE = Parameter.choice("entry_band_mode", BandMode.EITHER);

    private record Touched(Band band) implements Signal.Test {
        @Override
        public IntPredicate on(Indicators indicators) {
            double[] line = band.on(indicators);
            double[] high = indicators.bars().high();
            double[] low = indicators.bars().low();
            return band.upper() ? bar -> high[bar] >= line[bar] : bar -> low[bar] <= line[bar];
        }
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(MODE);
    }

    @Override
    public Condition condition(Side side) {
        boolean upper = side == Side.SHORT;
        Condition bollinger = Condition.Tested.of(
                Bollinger.PARAMETERS, values -> new Touched(new Band.OfBollinger(Bollinger.of(values), upper)));
        Condition keltner = Condition.Tested.of(
                Keltner.PARAMETERS, values -> new Touched(new Band.OfKeltner(Keltner.of(values), upper)));
        Condition either = new Condition.Any(List.of(bollinger, keltner));
        Condition both = new Condition.All(List.of(bollinger, keltner));
        List<Parameter<?>> read = Stream.of(Bollinger.PARAMETERS, Keltner.PARAMETERS)
                .<Parameter<?>>flatMap(List::stream)
                .toList();
        return Condition.Chosen.by(List.of(MODE), read, values -> switch (values.get(MODE)) {
            case EITHER -> either;
            case BOTH -> both;
            case BOLLINGER -> bollinger;
            case KELTNER -> keltner;
        });
    }
}

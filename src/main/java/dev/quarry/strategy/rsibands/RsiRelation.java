package dev.quarry.strategy.rsibands;

import dev.quarry.strategy.Condition;
import dev.quarry.strategy.Indicators;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The RSI stands in a relation to its average; longs want the mirrored one. */
final class RsiRelation implements EntryRule {

    private static final Parameter<Boolean> USED = Parameter.flag("use_rsi_relation", true);
    private static final Parameter<Relation> RELATION =
            Parameter.choice("rsi_relation", Relation.AT_LEAST).onlyIf(USED);

    private record Related(Rsi rsi, Relation relation) implements Signal.Test {
        @Override
        public IntPredicate on(Indicators indicators) {
            RelativeStrength strength = indicators.of(rsi);
            double[] values = strength.rsi();
            double[] averages = strength.average();
            return bar -> relation.holds(values[bar], averages[bar]);
        }
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(USED, RELATION);
    }

    @Override
    public Condition condition(Side side) {
        List<Parameter<?>> read = new ArrayList<>(Rsi.PARAMETERS);
        read.add(RELATION);
        Condition related = Condition.Tested.of(read, values -> {
            Relation relation = values.get(RELATION);
            return new Related(Rsi.of(values), side == Side.SHORT ? relation : relation.mirrored());
        });
        return Condition.Chosen.by(List.of(USED), read, values -> values.get(USED) ? related : Condition.ALWAYS);
    }
}

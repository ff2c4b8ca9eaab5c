package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.functions.Warmup;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How long lines remember where the series began. */
public final class Memory {

    private Memory() {}

    /**
     * At how many bars from the beginning a value may still depend on where that is, at most; as many as any series may have
     * where one of the lines never forgets.
     */
    public static int bars(Collection<Node> nodes, GivenValues values, Timeframe market) {
        Map<Occurrence, Long> known = new HashMap<>();
        long most = 0;
        for (Occurrence occurrence : Occurrence.all(nodes, market)) {
            long operands =
                    occurrence.operands().stream().mapToLong(known::get).max().orElse(0);
            long own = Math.min(Warmup.ENDLESS, bars(occurrence, operands, values));
            known.put(occurrence, own);
            double ratio = occurrence.timeframe() == null
                    ? 1
                    : (double) occurrence.timeframe().millis() / market.millis();
            most = Math.max(most, Math.round(own * ratio));
        }
        return (int) Math.min(Warmup.ENDLESS, most);
    }

    private static long bars(Occurrence occurrence, long operands, GivenValues values) {
        Node node = occurrence.node();
        if (node.operation() instanceof Operation.Ago ago) {
            return operands + values.bars(ago.bars());
        }
        if (node.operation() instanceof Operation.Call call) {
            return operands + call.function().warmup().memory().applyAsInt(values.bars(call.windows()));
        }
        if (node.operation() instanceof Operation.On on && occurrence.changes(on) && !node.isConstant()) {
            long ratio = on.timeframe().millis() / occurrence.timeframe().millis();
            return (operands + 1) * ratio - 1;
        }
        return operands;
    }
}

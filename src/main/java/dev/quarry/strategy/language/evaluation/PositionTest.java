package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.strategy.OpenPosition;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.PositionValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A condition that asks about the open position, with the columns of all of it that does not. */
final class PositionTest {

    private static final double PERCENT = 100;

    private final GivenValues values;
    private final Bars bars;
    /** The parts that ask, operands before what is made of them. */
    private final List<Node> order;

    private final Map<Node, Integer> places = new HashMap<>();
    private final Map<Node, Column> known = new HashMap<>();

    PositionTest(Node node, GivenValues values, Bars bars, Function<Node, Column> column) {
        this.values = values;
        this.bars = bars;
        this.order = Occurrence.all(List.of(node), bars.timeframe()).stream()
                .map(Occurrence::node)
                .filter(Node::isPositional)
                .toList();
        order.forEach(part -> {
            places.put(part, places.size());
            part.operands().stream()
                    .filter(operand -> !operand.isPositional())
                    .forEach(operand -> known.put(operand, column.apply(operand)));
        });
    }

    boolean holds(int bar, OpenPosition position) {
        double[] results = new double[order.size()];
        for (int k = 0; k < results.length; k++) {
            results[k] = value(order.get(k), bar, position, results);
        }
        return results[results.length - 1] != 0;
    }

    private double value(Node node, int bar, OpenPosition position, double[] results) {
        if (node.operation() instanceof Operation.OfPosition requested) {
            return value(requested.value(), bars.close()[bar], position);
        }
        double[] operands = new double[node.operands().size()];
        for (int k = 0; k < operands.length; k++) {
            Node operand = node.operands().get(k);
            operands[k] = operand.isPositional()
                    ? results[places.get(operand)]
                    : known.get(operand).at(bar);
        }
        return Pointwise.value(node.operation(), values, bars, bar, operands);
    }

    private static double value(PositionValue requested, double close, OpenPosition position) {
        double entryPrice = position.entryPrice();
        return switch (requested) {
            case ENTRY_PRICE -> entryPrice;
            case BARS_HELD -> position.barsHeld();
            case HIGH_SINCE_ENTRY -> position.highSinceEntry();
            case LOW_SINCE_ENTRY -> position.lowSinceEntry();
            case OPEN_PROFIT_PCT -> PERCENT * position.side().gain(entryPrice, close) / entryPrice;
        };
    }
}

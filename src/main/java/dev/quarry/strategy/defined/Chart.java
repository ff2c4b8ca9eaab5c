package dev.quarry.strategy.defined;

import dev.quarry.strategy.ChartLine;
import dev.quarry.strategy.Line;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Operator;
import dev.quarry.strategy.language.Price;
import dev.quarry.strategy.language.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The named series of a definition as a chart shows them: what has the unit of a price over the bars, conditions as 1 and 0 in
 * one pane, every other line in a pane of its own.
 */
final class Chart {

    private static final String CONDITIONS = "conditions";

    /** What they make of prices is a price. */
    private static final Set<String> KEEP_UNIT = Set.of(
            "sma",
            "ema",
            "wma",
            "rma",
            "hma",
            "dema",
            "tema",
            "ewm",
            "median",
            "highest",
            "lowest",
            "min",
            "max",
            "floor",
            "round",
            "on",
            "on_at_least",
            "bb_upper",
            "bb_middle",
            "bb_lower",
            "kc_upper",
            "kc_middle",
            "kc_lower");

    private static final Set<String> PRICES = Set.of("supertrend", "psar", "vwap");

    private final Definition definition;
    private final Set<Node> prices = new HashSet<>();

    Chart(Definition definition) {
        this.definition = definition;
        Occurrence.all(definition.rootsAndSeries(), null).stream()
                .map(Occurrence::node)
                .filter(this::isPrice)
                .forEach(prices::add);
    }

    List<ChartLine> lines(Function<Node, Line> line) {
        List<ChartLine> lines = new ArrayList<>();
        definition.series().forEach((name, node) -> lines.add(new ChartLine(name, pane(name, node), line.apply(node))));
        return List.copyOf(lines);
    }

    private String pane(String name, Node node) {
        if (node.type() == Type.CONDITION) {
            return CONDITIONS;
        }
        return prices.contains(node) ? ChartLine.PRICE : name;
    }

    /** Of a node whose operands are known. */
    private boolean isPrice(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.OfBar bar) {
            return bar.price() != Price.VOLUME;
        }
        if (operation instanceof Operation.Call call) {
            String name = call.function().name();
            return PRICES.contains(name)
                    || KEEP_UNIT.contains(name) && firstIsPrice(node)
                    || name.equals("value_when")
                            && prices.contains(node.operands().get(1));
        }
        if (operation instanceof Operation.Choose) {
            return prices.containsAll(node.operands().subList(1, 3));
        }
        if (operation instanceof Operation.Joined joined) {
            return node.operands().size() == 2 && isPrice(joined.operator(), node.operands());
        }
        return (operation instanceof Operation.Ago || operation instanceof Operation.On) && firstIsPrice(node);
    }

    private boolean firstIsPrice(Node node) {
        return !node.operands().isEmpty() && prices.contains(node.operands().get(0));
    }

    /** A distance of two prices is none, nor is their ratio. */
    private boolean isPrice(Operator operator, List<Node> operands) {
        boolean left = prices.contains(operands.get(0));
        boolean right = prices.contains(operands.get(1));
        return switch (operator) {
            case ADD, MULTIPLY -> left || right;
            case SUBTRACT, DIVIDE -> left && !right;
            default -> false;
        };
    }
}

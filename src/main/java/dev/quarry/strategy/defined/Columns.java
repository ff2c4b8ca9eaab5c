package dev.quarry.strategy.defined;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Column;
import dev.quarry.strategy.ExitTest;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.Indicators;
import dev.quarry.strategy.Line;
import dev.quarry.strategy.Signal;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.evaluation.SharedColumns;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.IntPredicate;

/** The columns of a definition as the engines ask for them: an engine keeps one {@link SharedColumns} for each series. */
final class Columns implements Indicator<SharedColumns> {

    private static final long MOST_BYTES = 96L << 20;

    @Override
    public SharedColumns over(Bars history, int from, Runnable checkpoint) {
        return new SharedColumns(history, from, MOST_BYTES, checkpoint);
    }

    /** A number for each bar. */
    Line line(DefinedParameters parameters, Node node) {
        return new Line(parameters.namesIn(node), values -> new OfNode(this, node, parameters.values(node, values)));
    }

    /** A condition of the bar. */
    Signal.Test test(Node node, List<Object> values) {
        return new TestOfNode(this, node, values);
    }

    /** A condition of the bar and of the position. */
    Signal exit(Node node, List<Object> values) {
        return new ExitOfNode(this, node, values);
    }

    private static GivenValues given(Node node, List<Object> values) {
        SortedSet<String> names = node.parameters();
        Map<String, Object> byName = new HashMap<>();
        int place = 0;
        for (String name : names) {
            Object value = values.get(place++);
            if (value != null) {
                byName.put(name, value);
            }
        }
        return GivenValues.of(byName);
    }

    /** Equal where node and values are: a node belongs to one definition. */
    private record OfNode(Columns columns, Node node, List<Object> values) implements Column {
        @Override
        public double[] on(Indicators indicators) {
            return indicators.of(columns).line(node, given(node, values));
        }
    }

    private record TestOfNode(Columns columns, Node node, List<Object> values) implements Signal.Test {
        /** That of a list is the same for many pairs of small numbers. */
        @Override
        public int hashCode() {
            int hash = node.hashCode();
            for (Object value : values) {
                hash = hash * 0x9e3779b1 + Objects.hashCode(value);
            }
            return hash ^ hash >>> 15;
        }

        @Override
        public IntPredicate on(Indicators indicators) {
            SharedColumns shared = indicators.of(columns);
            GivenValues given = given(node, values);
            if (node.operation() instanceof Operation.Joined joined
                    && node.operands().size() == 2) {
                double[] a = shared.line(node.operands().get(0), given);
                double[] b = shared.line(node.operands().get(1), given);
                return switch (joined.operator()) {
                    case LESS -> bar -> a[bar] < b[bar];
                    case AT_MOST -> bar -> a[bar] <= b[bar];
                    case GREATER -> bar -> a[bar] > b[bar];
                    case AT_LEAST -> bar -> a[bar] >= b[bar];
                    default -> bar -> joined.operator().value(a[bar], b[bar]) != 0;
                };
            }
            BitSet holds = shared.condition(node, given);
            return holds::get;
        }

        @Override
        public long[] bits(Indicators indicators) {
            return indicators.of(columns).bits(node, given(node, values));
        }
    }

    private record ExitOfNode(Columns columns, Node node, List<Object> values) implements Signal.OfPosition {
        @Override
        public ExitTest exitOn(Indicators indicators) {
            return indicators.of(columns).exit(node, given(node, values));
        }
    }
}

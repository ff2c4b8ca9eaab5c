package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Type;
import dev.quarry.strategy.language.functions.Body;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines and conditions of a definition under one set of parameters on one series, each sub-expression computed once. Not
 * for several threads at once.
 */
public final class Evaluation {

    private static final int BETWEEN_CHECKPOINTS = 100_000;

    private final Bars bars;
    private final GivenValues values;
    private final long mostBytes;
    private final Runnable checkpoint;
    private final Map<Timeframe, Bars> barsOf = new EnumMap<>(Timeframe.class);
    private final Map<Occurrence, Column> columns = new HashMap<>();
    private long bytes;

    /**
     * Nothing computed yet.
     *
     * @param bars of a timeframe on which the definition has no faults
     * @param values for each parameter of the definition
     * @param mostBytes about how much memory all columns together may take
     * @param checkpoint is called often; what it throws ends the work
     */
    public Evaluation(Bars bars, GivenValues values, long mostBytes, Runnable checkpoint) {
        this.bars = bars;
        this.values = values;
        this.mostBytes = mostBytes;
        this.checkpoint = checkpoint;
        barsOf.put(bars.timeframe(), bars);
    }

    /**
     * A number at each bar; NaN where it is undefined. The array is shared: do not write to it.
     *
     * @throws TooMuchMemoryException when the columns do not fit
     */
    public double[] line(Node node) {
        return column(node).over(bars.size()).numbers();
    }

    /**
     * The bars at which a condition holds. The set is shared: do not write to it.
     *
     * @throws TooMuchMemoryException when the columns do not fit
     */
    public BitSet condition(Node node) {
        return column(node).over(bars.size()).truths();
    }

    /**
     * When an exit holds, which may ask about the position. All columns it needs are computed now.
     *
     * @throws TooMuchMemoryException when the columns do not fit
     */
    public ExitRule exit(Node node) {
        if (!node.isPositional()) {
            BitSet holds = condition(node);
            return (bar, position) -> holds.get(bar);
        }
        List<Node> order = Occurrence.all(List.of(node), bars.timeframe()).stream()
                .map(Occurrence::node)
                .filter(Node::isPositional)
                .toList();
        Map<Node, Integer> places = new HashMap<>();
        Map<Node, Column> known = new HashMap<>();
        order.forEach(part -> {
            places.put(part, places.size());
            part.operands().stream()
                    .filter(operand -> !operand.isPositional())
                    .forEach(operand -> known.put(operand, column(operand)));
        });
        return (bar, position) -> {
            double[] results = new double[order.size()];
            for (int k = 0; k < results.length; k++) {
                results[k] = positional(order.get(k), bar, position, places, known, results);
            }
            return results[results.length - 1] != 0;
        };
    }

    private double positional(
            Node node,
            int bar,
            OpenPosition position,
            Map<Node, Integer> places,
            Map<Node, Column> known,
            double[] results) {
        if (node.operation() instanceof Operation.OfPosition wanted) {
            return position.value(wanted.value(), bars.close()[bar]);
        }
        double[] operands = node.operands().stream()
                .mapToDouble(operand -> operand.isPositional()
                        ? results[places.get(operand)]
                        : known.get(operand).at(bar))
                .toArray();
        return Pointwise.value(node.operation(), values, bars, bar, operands);
    }

    private Column column(Node root) {
        Occurrence wanted = Occurrence.of(root, bars.timeframe());
        if (!columns.containsKey(wanted)) {
            Collection<Occurrence> needed = Occurrence.all(List.of(root), bars.timeframe());
            for (Occurrence occurrence : needed) {
                if (!columns.containsKey(occurrence)) {
                    checkpoint.run();
                    columns.put(occurrence, compute(occurrence));
                }
            }
        }
        return columns.get(wanted);
    }

    private Column compute(Occurrence occurrence) {
        Node node = occurrence.node();
        Bars own = node.isConstant() ? null : bars(occurrence.timeframe());
        int size = own == null ? 1 : own.size();
        List<Column> operands = occurrence.operands().stream().map(columns::get).toList();
        if (node.operation() instanceof Operation.On on && !occurrence.changes(on)) {
            return operands.get(0);
        }
        charge(Column.bytes(node.type(), size));
        if (node.operation() instanceof Operation.Ago ago) {
            int bars = values.bars(ago.bars());
            double before = node.type() == Type.CONDITION ? 0 : Double.NaN;
            return Column.of(
                    node.type(),
                    size,
                    bar -> bar < bars ? before : operands.get(0).at(bar - bars));
        }
        if (node.operation() instanceof Operation.On on) {
            int[] ended = LongerBars.ended(own, bars(on.timeframe()));
            double before = node.type() == Type.CONDITION ? 0 : Double.NaN;
            return Column.of(
                    node.type(),
                    size,
                    bar -> ended[bar] < 0 ? before : operands.get(0).at(ended[bar]));
        }
        if (!node.isPointwise()) {
            return called((Operation.Call) node.operation(), own, operands);
        }
        double[] arguments = new double[operands.size()];
        return Column.of(node.type(), size, bar -> {
            if (bar % BETWEEN_CHECKPOINTS == 0) {
                checkpoint.run();
            }
            for (int k = 0; k < arguments.length; k++) {
                arguments[k] = operands.get(k).at(bar);
            }
            return Pointwise.value(node.operation(), values, own, bar, arguments);
        });
    }

    private Column called(Operation.Call call, Bars own, List<Column> operands) {
        Arguments arguments = new Arguments(call, values, own, operands, checkpoint);
        Body body = call.function().body();
        return body instanceof Body.Line line
                ? new Column(line.column().apply(arguments), null, own.size())
                : new Column(null, ((Body.Condition) body).bars().apply(arguments), own.size());
    }

    private Bars bars(Timeframe timeframe) {
        Bars known = barsOf.get(timeframe);
        if (known == null) {
            known = LongerBars.of(bars, timeframe);
            charge(6 * Column.bytes(Type.NUMBER, known.size()));
            barsOf.put(timeframe, known);
        }
        return known;
    }

    private void charge(long more) {
        bytes += more;
        if (bytes > mostBytes) {
            throw new TooMuchMemoryException(mostBytes, bars.size());
        }
    }
}

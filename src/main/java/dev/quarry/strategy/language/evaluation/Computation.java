package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Type;
import dev.quarry.strategy.language.functions.Body;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Computes one column from the columns of its operands.
 *
 * @param values for the parameters of the columns
 * @param bars the bars of a timeframe; each is asked for once the market's are there
 * @param charge is given the bytes of a column before it is made; what it throws ends the work
 * @param checkpoint is called often; what it throws ends the work
 */
record Computation(GivenValues values, Function<Timeframe, Bars> bars, LongConsumer charge, Runnable checkpoint) {

    private static final int BETWEEN_CHECKPOINTS = 100_000;

    Column column(Occurrence occurrence, List<Column> operands) {
        Node node = occurrence.node();
        Bars own = node.isConstant() ? null : bars.apply(occurrence.timeframe());
        int size = own == null ? 1 : own.size();
        if (node.operation() instanceof Operation.On on && !occurrence.changes(on)) {
            return operands.get(0);
        }
        double[] ofBars = node.operation() instanceof Operation.OfBar price
                ? price.price().column(own)
                : null;
        if (ofBars != null) {
            return new Column(ofBars, null, size);
        }
        charge.accept(Column.bytes(node.type(), size));
        if (node.operation() instanceof Operation.Ago ago) {
            int before = values.bars(ago.bars());
            return Column.of(
                    node.type(),
                    size,
                    bar -> bar < before ? undefined(node) : operands.get(0).at(bar - before));
        }
        if (node.operation() instanceof Operation.On on) {
            int[] ended = LongerBars.ended(own, bars.apply(on.timeframe()));
            return Column.of(
                    node.type(),
                    size,
                    bar -> ended[bar] < 0 ? undefined(node) : operands.get(0).at(ended[bar]));
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

    private static double undefined(Node node) {
        return node.type() == Type.CONDITION ? 0 : Double.NaN;
    }

    private Column called(Operation.Call call, Bars own, List<Column> operands) {
        Arguments arguments = new Arguments(call, values, own, operands, checkpoint);
        Body body = call.function().body();
        return body instanceof Body.Line line
                ? new Column(line.column().apply(arguments), null, own.size())
                : new Column(null, ((Body.Condition) body).bars().apply(arguments), own.size());
    }
}

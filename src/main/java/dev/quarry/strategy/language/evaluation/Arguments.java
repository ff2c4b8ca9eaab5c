package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.functions.Inputs;
import dev.quarry.strategy.language.functions.Kind;
import java.util.BitSet;
import java.util.List;

/** What one call of a function is computed from. */
record Arguments(Operation.Call call, GivenValues values, Bars bars, List<Column> operands, Runnable work)
        implements Inputs {

    @Override
    public double[] line(int argument) {
        return operand(argument).over(bars.size()).numbers();
    }

    @Override
    public BitSet condition(int argument) {
        return operand(argument).over(bars.size()).truths();
    }

    @Override
    public int window(int argument) {
        return values.bars(call.windows().get(windowsBefore(argument)));
    }

    @Override
    public double constant(int argument) {
        return operand(argument).at(0);
    }

    @Override
    public void checkpoint() {
        work.run();
    }

    private Column operand(int argument) {
        return operands.get(argument - windowsBefore(argument));
    }

    private int windowsBefore(int argument) {
        return (int) call.function().arguments().stream()
                .limit(argument)
                .filter(before -> before.kind() == Kind.WINDOW)
                .count();
    }
}

package dev.quarry.sweep.fast;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ChartLine;
import dev.quarry.strategy.Column;
import dev.quarry.strategy.Condition;
import dev.quarry.strategy.ExitTest;
import dev.quarry.strategy.Indicator;
import dev.quarry.strategy.Indicators;
import dev.quarry.strategy.Line;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Rules;
import dev.quarry.strategy.language.evaluation.Evaluation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * A definition as the plain evaluator has it: each rule is one part, computed afresh from the whole tree for each set of
 * values. What {@link DefinedStrategy} splits, shares, keys and forgets is held against it.
 */
final class EvaluatedStrategy implements Strategy {

    private static final long BYTES = 1L << 30;

    private final DefinedStrategy defined;
    private final Definition definition;
    private final Set<String> names;

    EvaluatedStrategy(DefinedStrategy defined) {
        this.defined = defined;
        this.definition = defined.definition();
        this.names = defined.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
    }

    @Override
    public String name() {
        return defined.name();
    }

    @Override
    public List<Parameter<?>> parameters() {
        return defined.parameters();
    }

    @Override
    public Map<String, Object> defaults() {
        return defined.defaults();
    }

    @Override
    public Condition entry(Side side) {
        Optional<Node> node = rules(side).enter();
        return new Condition.Tested(
                names, values -> node.isPresent() ? new Entry(new Evaluated(node.get(), given(values))) : Signal.NEVER);
    }

    @Override
    public Condition exit(Side side) {
        Optional<Node> node = rules(side).exit();
        return new Condition.Tested(
                names, values -> node.isPresent() ? new Exit(node.get(), given(values)) : Signal.NEVER);
    }

    @Override
    public Optional<Line> target(Side side) {
        return rules(side).target().map(node -> new Line(names, values -> new Evaluated(node, given(values))));
    }

    @Override
    public Line averageTrueRange() {
        return defined.averageTrueRange();
    }

    @Override
    public List<ChartLine> chart() {
        return List.of();
    }

    @Override
    public int unstableBars(ParameterValues values, Timeframe timeframe) {
        return 0;
    }

    @Override
    public List<Parameter<?>> memory() {
        return List.of();
    }

    private Rules rules(Side side) {
        return side == Side.LONG ? definition.longSide() : definition.shortSide();
    }

    private GivenValues given(ParameterValues values) {
        Map<String, Object> typed = new LinkedHashMap<>();
        for (Parameter<?> parameter : defined.parameters()) {
            if (definition.parameters().containsKey(parameter.name())) {
                typed.put(parameter.name(), values.get(parameter));
            }
        }
        return definition.values(typed);
    }

    private record Evaluated(Node node, GivenValues values) implements Indicator<double[]>, Column {
        @Override
        public double[] over(Bars history, int from, Runnable checkpoint) {
            Evaluation evaluation = new Evaluation(history, values, BYTES, checkpoint);
            if (node.type() == dev.quarry.strategy.language.Type.NUMBER) {
                return Arrays.copyOfRange(evaluation.line(node), from, history.size());
            }
            BitSet holds = evaluation.condition(node);
            double[] truths = new double[history.size() - from];
            Arrays.setAll(truths, bar -> holds.get(bar + from) ? 1 : 0);
            return truths;
        }

        @Override
        public double[] on(Indicators indicators) {
            return indicators.of(this);
        }
    }

    private record Entry(Evaluated condition) implements Signal.Test {
        @Override
        public IntPredicate on(Indicators indicators) {
            double[] truths = condition.on(indicators);
            return bar -> truths[bar] != 0;
        }
    }

    private record Exit(Node node, GivenValues values) implements Signal.OfPosition, Indicator<ExitTest> {
        @Override
        public ExitTest over(Bars history, int from, Runnable checkpoint) {
            ExitTest test = new Evaluation(history, values, BYTES, checkpoint).exit(node);
            return (bar, position) -> test.holds(bar + from, position);
        }

        @Override
        public ExitTest exitOn(Indicators indicators) {
            return indicators.of(this);
        }
    }
}

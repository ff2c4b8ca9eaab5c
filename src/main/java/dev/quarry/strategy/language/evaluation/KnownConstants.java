package dev.quarry.strategy.language.evaluation;

import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is the same at each bar, as far as some parameters with values say it: {@code trend and n > 3} is false without the
 * trend whatever {@code n} is. Not for several threads at once.
 */
public final class KnownConstants {

    private final GivenValues values;
    private final Map<Node, OptionalDouble> known = new HashMap<>();

    /** Under values for all parameters or for some. */
    public KnownConstants(GivenValues values) {
        this.values = values;
    }

    /** The value of a node that is constant, 1 and 0 for a condition; empty where it depends on a parameter without value. */
    public OptionalDouble value(Node node) {
        if (!known.containsKey(node)) {
            Occurrence.all(List.of(node), null).forEach(part -> known.computeIfAbsent(part.node(), this::compute));
        }
        return known.get(node);
    }

    /** The one operand that a node amounts to: the chosen branch, or what makes {@code and} false or {@code or} true. */
    public Optional<Node> only(Node node) {
        if (node.operation() instanceof Operation.Choose) {
            OptionalDouble chosen = constant(node.operands().get(0));
            return chosen.isEmpty()
                    ? Optional.empty()
                    : Optional.of(node.operands().get(chosen.getAsDouble() != 0 ? 1 : 2));
        }
        if (!(node.operation() instanceof Operation.Joined joined)
                || joined.operator() != Operator.AND && joined.operator() != Operator.OR) {
            return Optional.empty();
        }
        double deciding = joined.operator() == Operator.OR ? 1 : 0;
        return node.operands().stream()
                .filter(operand -> constant(operand).equals(OptionalDouble.of(deciding)))
                .findFirst();
    }

    private OptionalDouble constant(Node node) {
        return node.isConstant() ? value(node) : OptionalDouble.empty();
    }

    private OptionalDouble compute(Node node) {
        if (!values.values().keySet().containsAll(node.ownParameters())) {
            return OptionalDouble.empty();
        }
        Optional<Node> only = only(node);
        if (only.isPresent()) {
            return known.get(only.get());
        }
        double[] operands = new double[node.operands().size()];
        for (int k = 0; k < operands.length; k++) {
            OptionalDouble operand = known.get(node.operands().get(k));
            if (operand.isEmpty()) {
                return OptionalDouble.empty();
            }
            operands[k] = operand.getAsDouble();
        }
        return OptionalDouble.of(Pointwise.value(node.operation(), values, null, 0, operands));
    }
}

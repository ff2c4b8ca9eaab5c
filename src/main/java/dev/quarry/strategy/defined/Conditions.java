package dev.quarry.strategy.defined;

import dev.quarry.strategy.Condition;
import dev.quarry.strategy.Line;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Signal;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Operator;
import dev.quarry.strategy.language.Type;
import dev.quarry.strategy.language.evaluation.KnownConstants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The conditions of a definition as the seam has them: what {@code and}, {@code or} and {@code not} join stays joined, so that an
 * engine keeps the parts and computes each once; comparisons with a number that does not change from bar to bar tell that
 * they are such.
 */
final class Conditions {

    /** No bar. */
    static final Condition NEVER = new Condition.Any(List.of());

    /** A text can name one condition in more ways than there are atoms: what has more parts is one part. */
    private static final int MAX_PARTS = 64;

    private final DefinedParameters parameters;
    private final Columns columns;
    private final Map<Node, Condition> known = new HashMap<>();
    private final Map<Node, Long> parts = new HashMap<>();

    Conditions(DefinedParameters parameters, Columns columns) {
        this.parameters = parameters;
        this.columns = columns;
    }

    Condition of(Node node) {
        Condition found = known.get(node);
        if (found == null) {
            found = make(node);
            known.put(node, found);
        }
        return found;
    }

    private Condition make(Node node) {
        if (node.isConstant()) {
            return new Condition.Tested(
                    parameters.namesIn(node), values -> level(node, values) != 0 ? Signal.ALWAYS : Signal.NEVER);
        }
        if (node.operation() instanceof Operation.Joined joined && parts(node) <= MAX_PARTS) {
            List<Node> operands = node.operands();
            switch (joined.operator()) {
                case AND:
                    return new Condition.All(operands.stream().map(this::of).toList());
                case OR:
                    return new Condition.Any(operands.stream().map(this::of).toList());
                case NOT:
                    return new Condition.Not(of(operands.get(0)));
                default:
            }
        }
        if (node.operation() instanceof Operation.Choose
                && node.operands().get(0).isConstant()
                && parts(node) <= MAX_PARTS) {
            Node decider = node.operands().get(0);
            Condition one = of(node.operands().get(1));
            Condition other = of(node.operands().get(2));
            return new Condition.Chosen(
                    parameters.namesIn(decider),
                    values -> level(decider, values) != 0 ? one : other,
                    parameters.namesIn(node));
        }
        if (node.isPositional()) {
            return new Condition.Tested(
                    parameters.namesIn(node), values -> columns.exit(node, parameters.values(node, values)));
        }
        Condition beyond = beyond(node);
        return beyond != null
                ? beyond
                : new Condition.Tested(
                        parameters.namesIn(node), values -> columns.test(node, parameters.values(node, values)));
    }

    /** Of {@code and}, {@code or}, {@code not} and {@code if}; one where nothing is joined. */
    private long parts(Node node) {
        Long count = parts.get(node);
        if (count == null) {
            boolean joins = node.operation() instanceof Operation.Choose
                    || node.operation() instanceof Operation.Joined joined && isLogic(joined.operator());
            count = joins && node.type() == Type.CONDITION
                    ? Math.min(
                            MAX_PARTS + 1,
                            node.operands().stream().mapToLong(this::parts).sum())
                    : 1;
            parts.put(node, count);
        }
        return count;
    }

    private static boolean isLogic(Operator operator) {
        return operator == Operator.AND || operator == Operator.OR || operator == Operator.NOT;
    }

    /** A line beyond a level that is the same at each bar; null for any other condition. */
    private Condition beyond(Node node) {
        if (!(node.operation() instanceof Operation.Joined joined)
                || node.operands().size() != 2) {
            return null;
        }
        Node left = node.operands().get(0);
        Node right = node.operands().get(1);
        return right.isConstant() && !left.isConstant()
                ? beyond(left, joined.operator(), right)
                : left.isConstant() && !right.isConstant() ? beyond(right, mirrored(joined.operator()), left) : null;
    }

    private Condition beyond(Node line, Operator operator, Node level) {
        Line compared = columns.line(parameters, line);
        Set<String> names = parameters.namesIn(level);
        return switch (operator) {
            case AT_LEAST -> new Condition.Beyond(compared, true, names, values -> level(level, values));
            case AT_MOST -> new Condition.Beyond(compared, false, names, values -> level(level, values));
            case GREATER -> new Condition.Beyond(compared, true, names, values -> above(level(level, values)));
            case LESS -> new Condition.Beyond(compared, false, names, values -> -above(-level(level, values)));
            default -> null;
        };
    }

    private double level(Node level, ParameterValues values) {
        return new KnownConstants(parameters.valuesOf(level, values))
                .value(level)
                .orElseThrow();
    }

    /** At least this is above the level; nothing is above infinity. */
    private static double above(double level) {
        return level == Double.POSITIVE_INFINITY ? Double.NaN : Math.nextUp(level);
    }

    private static Operator mirrored(Operator operator) {
        return switch (operator) {
            case AT_LEAST -> Operator.AT_MOST;
            case AT_MOST -> Operator.AT_LEAST;
            case GREATER -> Operator.LESS;
            case LESS -> Operator.GREATER;
            default -> operator;
        };
    }
}

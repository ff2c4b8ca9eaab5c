package dev.quarry.strategy.language;

import dev.quarry.strategy.language.functions.Body;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A typed sub-expression. Within a definition, equal ones are the same object, whatever series they were written in, and an
 * operand has a smaller number than what is made of it. Equal by identity: the graph of a short text may hold as many paths as
 * there are atoms.
 */
public final class Node {

    private final int id;
    private final Operation operation;
    private final List<Node> operands;
    private final Type type;
    private final SortedSet<String> parameters;
    private final boolean constant;
    private final boolean positional;

    Node(int id, Operation operation, List<Node> operands, Type type) {
        this.id = id;
        this.operation = operation;
        this.operands = List.copyOf(operands);
        this.type = type;
        this.parameters = parameters(operation, operands);
        this.constant = isPointwise(operation)
                && !(operation instanceof Operation.OfBar
                        || operation instanceof Operation.OfTime
                        || operation instanceof Operation.OfPosition)
                && operands.stream().allMatch(operand -> operand.constant);
        this.positional =
                operation instanceof Operation.OfPosition || operands.stream().anyMatch(operand -> operand.positional);
    }

    private static SortedSet<String> parameters(Operation operation, List<Node> operands) {
        List<String> own = own(operation);
        for (Node operand : operands) {
            // Most nodes have just the names of one operand, whose set is shared.
            if (operand.parameters.containsAll(own)
                    && operands.stream().allMatch(other -> operand.parameters.containsAll(other.parameters))) {
                return operand.parameters;
            }
        }
        TreeSet<String> names = new TreeSet<>(own);
        operands.forEach(operand -> names.addAll(operand.parameters));
        return Collections.unmodifiableSortedSet(names);
    }

    private static List<String> own(Operation operation) {
        if (operation instanceof Operation.OfParameter parameter) {
            return List.of(parameter.name());
        }
        if (operation instanceof Operation.Chosen chosen) {
            return List.of(chosen.choice());
        }
        List<Window> windows = operation instanceof Operation.Ago ago
                ? List.of(ago.bars())
                : operation instanceof Operation.Call call ? call.windows() : List.of();
        return windows.stream().map(Window::parameter).filter(Objects::nonNull).toList();
    }

    /** Whether a bar's value is made of the operands at that bar alone. */
    static boolean isPointwise(Operation operation) {
        if (operation instanceof Operation.Call call) {
            return call.function().body() instanceof Body.Pointwise;
        }
        return !(operation instanceof Operation.Ago || operation instanceof Operation.On);
    }

    /** Its number within the definition. */
    public int id() {
        return id;
    }

    /** What it does. */
    public Operation operation() {
        return operation;
    }

    /** What it does it with. */
    public List<Node> operands() {
        return operands;
    }

    /** NUMBER or CONDITION. */
    public Type type() {
        return type;
    }

    /** The parameters whose values its values depend on, in the order of the alphabet. */
    public SortedSet<String> parameters() {
        return parameters;
    }

    /** The parameters that it names itself, not by its operands. */
    public List<String> ownParameters() {
        return own(operation);
    }

    /** Whether it has the same value at each bar, known from parameters alone. */
    public boolean isConstant() {
        return constant;
    }

    /** Whether it depends on the open position, so that it has no column. */
    public boolean isPositional() {
        return positional;
    }

    /** Whether a bar's value is made of the operands at that bar alone. */
    public boolean isPointwise() {
        return isPointwise(operation);
    }
}

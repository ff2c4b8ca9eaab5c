package dev.quarry.strategy.language.evaluation;

import dev.quarry.strategy.language.DeclaredParameter;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Operator;
import dev.quarry.strategy.language.Window;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parameters that can change anything while others have the values they have: behind {@code not trend or up} nothing of
 * {@code up} counts when {@code trend} is false.
 */
public final class LiveParameters {

    private final GivenValues values;
    private final Map<Node, Double> constants = new HashMap<>();
    private final SortedSet<String> live = new TreeSet<>();

    private LiveParameters(Collection<Node> roots, GivenValues values) {
        this.values = values;
        for (Occurrence occurrence : Occurrence.all(roots, null)) {
            Node node = occurrence.node();
            if (node.isConstant()) {
                double[] operands =
                        node.operands().stream().mapToDouble(constants::get).toArray();
                constants.put(node, Pointwise.value(node.operation(), values, null, 0, operands));
            }
        }
    }

    /** Of the rules of a definition, without those that their {@code only_if} switches off. */
    public static SortedSet<String> of(Definition definition, GivenValues values) {
        LiveParameters found = new LiveParameters(definition.roots(), values);
        found.walk(definition.roots());
        found.live.removeIf(name -> found.isOff(definition, name));
        return found.live;
    }

    private boolean isOff(Definition definition, String name) {
        DeclaredParameter parameter = definition.parameters().get(name);
        while (parameter.onlyIf() != null) {
            if (values.number(parameter.onlyIf()) == 0) {
                return true;
            }
            parameter = definition.parameters().get(parameter.onlyIf());
        }
        return false;
    }

    private void walk(List<Node> roots) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> stack = new ArrayDeque<>(roots);
        while (!stack.isEmpty()) {
            Node node = stack.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (node.isConstant()) {
                live.addAll(node.parameters());
            } else {
                live.addAll(ownParameters(node));
                stack.addAll(counting(node));
            }
        }
    }

    /** The windows that the node itself has. */
    private static List<String> ownParameters(Node node) {
        List<Window> windows = node.operation() instanceof Operation.Ago ago
                ? List.of(ago.bars())
                : node.operation() instanceof Operation.Call call ? call.windows() : List.of();
        return windows.stream().map(Window::parameter).filter(Objects::nonNull).toList();
    }

    /** The operands that can change it. */
    private List<Node> counting(Node node) {
        if (node.operation() instanceof Operation.Choose
                && constants.containsKey(node.operands().get(0))) {
            Node condition = node.operands().get(0);
            return List.of(condition, node.operands().get(constants.get(condition) != 0 ? 1 : 2));
        }
        if (node.operation() instanceof Operation.Joined joined
                && (joined.operator() == Operator.AND || joined.operator() == Operator.OR)) {
            double deciding = joined.operator() == Operator.OR ? 1 : 0;
            for (Node operand : node.operands()) {
                if (constants.containsKey(operand) && constants.get(operand) == deciding) {
                    return List.of(operand);
                }
            }
        }
        return node.operands();
    }
}

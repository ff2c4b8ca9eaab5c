package dev.quarry.strategy.language.evaluation;

import dev.quarry.strategy.language.DeclaredParameter;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Operation;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parameters that can change anything while others have the values they have: behind {@code not trend or up} nothing of
 * {@code up} counts when {@code trend} is false.
 */
public final class LiveParameters {

    private final GivenValues values;
    private final KnownConstants constants;
    private final SortedSet<String> live = new TreeSet<>();

    private LiveParameters(Collection<Node> roots, GivenValues values) {
        this.values = values;
        this.constants = new KnownConstants(values);
        walk(roots);
    }

    /** Of the rules of a definition, without those that their {@code only_if} switches off. */
    public static SortedSet<String> of(Definition definition, GivenValues values) {
        LiveParameters found = new LiveParameters(definition.roots(), values);
        found.live.removeIf(name -> found.isOff(definition, name));
        return found.live;
    }

    /** Of some nodes where only some parameters have values: those that can change anything for some values of the others. */
    public static SortedSet<String> of(Collection<Node> nodes, GivenValues some) {
        return new LiveParameters(nodes, some).live;
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

    private void walk(Collection<Node> roots) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> stack = new ArrayDeque<>(roots);
        while (!stack.isEmpty()) {
            Node node = stack.pop();
            if (!seen.add(node)) {
                continue;
            }
            live.addAll(node.ownParameters());
            constants.only(node).ifPresentOrElse(stack::push, () -> stack.addAll(node.operands()));
            if (node.operation() instanceof Operation.Choose) {
                stack.push(node.operands().get(0));
            }
        }
    }
}

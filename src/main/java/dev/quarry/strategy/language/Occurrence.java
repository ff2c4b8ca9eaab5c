package dev.quarry.strategy.language;

import dev.quarry.series.Timeframe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A node on bars of a timeframe. There are at most as many as nodes times timeframes, however often a series is named.
 *
 * @param timeframe null for what is the same at each bar, and where the market's is not known
 */
public record Occurrence(Node node, Timeframe timeframe) {

    /** A node on those bars. */
    public static Occurrence of(Node node, Timeframe timeframe) {
        return new Occurrence(node, node.isConstant() ? null : timeframe);
    }

    /** What its values are made of. */
    public List<Occurrence> operands() {
        Timeframe within = node.operation() instanceof Operation.On on && changes(on) ? on.timeframe() : timeframe;
        return node.operands().stream().map(operand -> of(operand, within)).toList();
    }

    /** Whether an {@code on} here leads to bars of its timeframe, not to the ones at hand. */
    public boolean changes(Operation.On on) {
        return !(on.atLeast()
                && timeframe != null
                && timeframe.millis() >= on.timeframe().millis());
    }

    /** All that has to be known for these on bars of that timeframe, operands before what is made of them. */
    public static List<Occurrence> all(Collection<Node> roots, Timeframe timeframe) {
        Set<Occurrence> done = new LinkedHashSet<>();
        Set<Occurrence> begun = new HashSet<>();
        Deque<Occurrence> stack = new ArrayDeque<>();
        roots.forEach(root -> stack.push(of(root, timeframe)));
        while (!stack.isEmpty()) {
            Occurrence top = stack.peek();
            if (done.contains(top)) {
                stack.pop();
            } else if (begun.add(top)) {
                top.operands().stream()
                        .filter(operand -> !done.contains(operand))
                        .forEach(stack::push);
            } else {
                done.add(stack.pop());
            }
        }
        return new ArrayList<>(done);
    }
}

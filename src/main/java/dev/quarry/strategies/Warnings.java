package dev.quarry.strategies;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.DeclaredParameter;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.Operator;
import dev.quarry.strategy.language.evaluation.Estimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a definition says and may not mean, known without prices. */
final class Warnings {

    private Warnings() {}

    static List<String> of(CatalogedStrategy strategy) {
        List<String> warnings = new ArrayList<>();
        strategy.definition().ifPresent(definition -> {
            unused(definition, warnings);
            for (String side : List.of("long", "short")) {
                rules(definition, side)
                        .filter(Warnings::deniesWhatMayBeUndefined)
                        .ifPresent(enter ->
                                warnings.add("`" + side + ".enter` has a `not` over something that is undefined at the"
                                        + " first bars: it holds there, and may enter"));
            }
        });
        return warnings;
    }

    private static java.util.Optional<Node> rules(Definition definition, String side) {
        return (side.equals("long") ? definition.longSide() : definition.shortSide()).enter();
    }

    private static void unused(Definition definition, List<String> warnings) {
        Set<String> named = new HashSet<>();
        definition.roots().forEach(root -> named.addAll(root.parameters()));
        for (DeclaredParameter parameter : definition.parameters().values()) {
            if (!named.contains(parameter.name())) {
                warnings.add("no rule depends on the parameter `" + parameter.name() + "`");
            }
        }
        Set<Node> reached = new HashSet<>();
        Occurrence.all(definition.roots(), null).forEach(occurrence -> reached.add(occurrence.node()));
        definition.series().forEach((name, node) -> {
            if (!reached.contains(node)) {
                warnings.add("no rule is made of the series `" + name + "`");
            }
        });
    }

    /** What a {@code not} stands over has a warm-up, during which comparisons are false. */
    private static boolean deniesWhatMayBeUndefined(Node enter) {
        return Occurrence.all(List.of(enter), null).stream()
                .map(Occurrence::node)
                .filter(node ->
                        node.operation() instanceof Operation.Joined joined && joined.operator() == Operator.NOT)
                .anyMatch(node -> hasWarmup(node.operands().get(0)));
    }

    private static boolean hasWarmup(Node node) {
        Map<String, List<?>> longest = new HashMap<>();
        node.parameters().forEach(name -> longest.put(name, List.of(2)));
        return Estimate.of(List.of(node), longest, Timeframe.M1, 1).warmupBars() > 0;
    }
}

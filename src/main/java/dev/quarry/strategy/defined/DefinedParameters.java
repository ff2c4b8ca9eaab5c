package dev.quarry.strategy.defined;

import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.language.DeclaredParameter;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Node;
import dev.quarry.strategy.language.Occurrence;
import dev.quarry.strategy.language.ParameterType;
import dev.quarry.strategy.language.evaluation.LiveParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The parameters of a definition as the seam has them. */
final class DefinedParameters {

    /** So many are remembered: choices may combine to any number. */
    private static final int MAX_DECIDED = 10_000;

    private final Map<String, Parameter<?>> byName = new LinkedHashMap<>();
    private final Set<String> deciders = new HashSet<>();
    private final Map<Decided, Set<String>> live = new ConcurrentHashMap<>();

    DefinedParameters(Definition definition) {
        Set<String> windows = windows(definition);
        Map<String, Parameter<?>> plain = new LinkedHashMap<>();
        definition
                .parameters()
                .forEach((name, declared) -> plain.put(name, parameter(declared, windows.contains(name))));
        byName.putAll(plain);
        definition.parameters().forEach((name, declared) -> {
            if (declared.onlyIf() != null) {
                need(name, plain.get(declared.onlyIf()), true);
            }
        });
        definition.parameters().values().forEach(declared -> addNeeds(definition, declared, plain));
    }

    /** In the order of the definition. */
    List<Parameter<?>> all() {
        return List.copyOf(byName.values());
    }

    /** The names of those that a node depends on. */
    Set<String> namesIn(Node node) {
        return Set.copyOf(node.parameters());
    }

    /**
     * The values of those that a node depends on, in the order of {@link Node#parameters}; null for one that changes nothing
     * while switches and choices have the values they have, so that what is equal is known as equal.
     */
    List<Object> values(Node node, ParameterValues values) {
        Set<String> live = live(node, values);
        List<Object> found = new ArrayList<>(node.parameters().size());
        node.parameters().forEach(name -> found.add(live.contains(name) ? values.get(byName.get(name)) : null));
        return found;
    }

    private Set<String> live(Node node, ParameterValues values) {
        if (node.isPositional()) {
            return node.parameters();
        }
        Map<String, Object> decided = new HashMap<>();
        for (String name : node.parameters()) {
            if (deciders.contains(name)) {
                decided.put(name, values.get(byName.get(name)));
            }
        }
        if (decided.isEmpty()) {
            return node.parameters();
        }
        if (live.size() > MAX_DECIDED) {
            live.clear();
        }
        return live.computeIfAbsent(
                new Decided(node, decided), unknown -> LiveParameters.of(List.of(node), GivenValues.of(decided)));
    }

    /** A node while the booleans and choices in it have these values. */
    private record Decided(Node node, Map<String, Object> values) {}

    /** The values of some by name. */
    GivenValues valuesOf(Node node, ParameterValues values) {
        Map<String, Object> found = new HashMap<>();
        node.parameters().forEach(name -> found.put(name, values.get(byName.get(name))));
        return GivenValues.of(found);
    }

    /** The values of all. */
    GivenValues given(ParameterValues values) {
        Map<String, Object> found = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> found.put(name, values.get(parameter)));
        return GivenValues.of(found);
    }

    private static Set<String> windows(Definition definition) {
        Set<String> names = new HashSet<>();
        for (Occurrence occurrence : Occurrence.all(definition.rootsAndSeries(), null)) {
            if (!occurrence.node().isPointwise()) {
                names.addAll(occurrence.node().ownParameters());
            }
        }
        return names;
    }

    private static Parameter<?> parameter(DeclaredParameter declared, boolean isWindow) {
        String name = declared.name();
        return switch (declared.type()) {
            case BOOLEAN -> Parameter.flag(name, (Boolean) declared.fallback());
            case CHOICE -> Parameter.text(name, (String) declared.fallback(), declared.choices());
            case NUMBER ->
                Parameter.number(
                        name,
                        (Double) declared.fallback(),
                        NumberRange.between(
                                declared.minimum() == null ? -Double.MAX_VALUE : declared.minimum(),
                                declared.maximum() == null ? Double.MAX_VALUE : declared.maximum()));
            case INTEGER -> {
                int min = declared.minimum() == null
                        ? -Integer.MAX_VALUE
                        : declared.minimum().intValue();
                int max = declared.maximum() == null
                        ? Integer.MAX_VALUE
                        : declared.maximum().intValue();
                int fallback = (Integer) declared.fallback();
                yield isWindow ? Parameter.window(name, fallback, min, max) : Parameter.whole(name, fallback, min, max);
            }
        };
    }

    /** What the rules themselves say: behind {@code not trend or up} nothing of {@code up} counts without the trend. */
    private void addNeeds(Definition definition, DeclaredParameter decider, Map<String, Parameter<?>> plain) {
        if (decider.type() != ParameterType.BOOLEAN && decider.type() != ParameterType.CHOICE) {
            return;
        }
        deciders.add(decider.name());
        List<?> texts = decider.type() == ParameterType.BOOLEAN ? List.of(true, false) : decider.choices();
        Set<String> reachable = LiveParameters.of(definition.roots(), GivenValues.of(Map.of()));
        Map<String, List<Object>> neededBy = new HashMap<>();
        for (Object value : texts) {
            Set<String> live = LiveParameters.of(definition.roots(), GivenValues.of(Map.of(decider.name(), value)));
            reachable.stream().filter(live::contains).forEach(name -> neededBy.computeIfAbsent(
                            name, other -> new ArrayList<>())
                    .add(value));
        }
        neededBy.forEach((name, values) -> {
            if (values.size() == 1 && texts.size() > 1 && !name.equals(decider.name())) {
                need(name, plain.get(decider.name()), values.get(0));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private void need(String name, Parameter<?> decider, Object value) {
        boolean known = byName.get(name).needed().stream()
                .anyMatch(need -> need.parameter().name().equals(decider.name()));
        if (!known) {
            byName.put(name, byName.get(name).onlyIf((Parameter<Object>) decider, value));
        }
    }
}

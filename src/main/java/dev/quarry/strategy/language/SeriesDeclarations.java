package dev.quarry.strategy.language;

import dev.quarry.strategy.language.syntax.Expression;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Parser;
import dev.quarry.strategy.language.syntax.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the named series of a definition, which may name one another in any order but not in a circle. */
final class SeriesDeclarations {

    private final Raw raw;
    private final Scope scope;
    private final Map<String, Expression> expressions = new LinkedHashMap<>();

    SeriesDeclarations(Raw raw, Scope scope) {
        this.raw = raw;
        this.scope = scope;
    }

    /** Those that are right, by name, in the order they were written; all are defined. */
    Map<String, Node> read(Map<String, Object> object) {
        object.forEach((name, value) -> {
            String field = "series." + name;
            scope.define(name, null);
            if (!raw.isName(field, name)) {
                return;
            }
            if (scope.isParameter(name)) {
                scope.faults.add(field, name, "`" + name + "` is a parameter already: choose another name");
            }
            String text = raw.text(field, value);
            if (text == null && value == null) {
                scope.faults.add(field, null, "`" + field + "` must be an expression in quotes");
            }
            Optional<Expression> parsed = text == null ? Optional.empty() : Parser.parse(field, text, scope.faults);
            parsed.ifPresent(expression -> expressions.put(name, expression));
        });
        inOrder().forEach(name -> scope.define(name, Typing.node(scope, expressions.get(name), Type.UNKNOWN, false)));
        Map<String, Node> series = new LinkedHashMap<>();
        expressions.keySet().stream()
                .filter(name -> scope.series(name) != null)
                .forEach(name -> series.put(name, scope.series(name)));
        return series;
    }

    /** The names whose circles are none, each after those it names (Kahn 1962); circles are reported. */
    private List<String> inOrder() {
        Map<String, Integer> waiting = new LinkedHashMap<>();
        Map<String, List<String>> waiters = new HashMap<>();
        expressions.forEach((name, expression) -> {
            Set<String> named = named(expression);
            waiting.put(name, named.size());
            named.forEach(other ->
                    waiters.computeIfAbsent(other, k -> new ArrayList<>()).add(name));
        });
        Deque<String> ready = new ArrayDeque<>();
        waiting.forEach((name, count) -> {
            if (count == 0) {
                ready.add(name);
            }
        });
        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String name = ready.remove();
            order.add(name);
            for (String waiter : waiters.getOrDefault(name, List.of())) {
                if (waiting.merge(waiter, -1, Integer::sum) == 0) {
                    ready.add(waiter);
                }
            }
        }
        Set<String> left = new LinkedHashSet<>(waiting.keySet());
        left.removeAll(new LinkedHashSet<>(order));
        reportCircles(left);
        return order;
    }

    private Set<String> named(Expression expression) {
        Set<String> names = new LinkedHashSet<>(expression.names());
        names.retainAll(expressions.keySet());
        return names;
    }

    /** Each that is left leads into a circle; every circle is reported once, at the first of its names. */
    private void reportCircles(Set<String> left) {
        Set<String> seen = new LinkedHashSet<>();
        for (String begin : left) {
            Set<String> path = new LinkedHashSet<>();
            String at = begin;
            while (!seen.contains(at) && path.add(at)) {
                at = named(expressions.get(at)).stream()
                        .filter(left::contains)
                        .findFirst()
                        .orElseThrow();
            }
            if (path.contains(at)) {
                List<String> names = new ArrayList<>(path);
                List<String> circle = new ArrayList<>(names.subList(names.indexOf(at), names.size()));
                circle.add(at);
                report(circle);
            }
            seen.addAll(path);
        }
    }

    private void report(List<String> circle) {
        Expression expression = expressions.get(circle.get(0));
        Step step = expression.steps().stream()
                .filter(candidate ->
                        candidate.kind() == Step.Kind.NAME && candidate.text().equals(circle.get(1)))
                .findFirst()
                .orElseThrow();
        scope.faults.add(Fault.at(
                expression.field(),
                expression.source(),
                step.from(),
                step.to(),
                "`" + circle.get(0) + "` can't be made of itself: " + Fault.cut(String.join(" → ", circle)),
                null));
    }
}

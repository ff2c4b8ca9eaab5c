package dev.quarry.strategy.language;

import dev.quarry.strategy.language.syntax.Faults;
import dev.quarry.strategy.language.syntax.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the expressions of one definition share: the names that are declared, the graph, and what was found on the way. */
final class Scope {

    final Graph graph = new Graph();
    final Faults faults;
    /** What stands for a number of bars somewhere. */
    final Set<String> windows = new TreeSet<>();
    /** Where other timeframes are named, for what only the market's timeframe can tell. */
    final List<TimeframeUse> timeframes = new ArrayList<>();

    private final Map<String, DeclaredParameter> parameters = new LinkedHashMap<>();
    private final Map<String, Node> series = new HashMap<>();
    private boolean toldSize;

    Scope(Faults faults) {
        this.faults = faults;
    }

    /** Null stands for a parameter that is faulty itself, whose name is none the less known. */
    void declare(String name, DeclaredParameter parameter) {
        parameters.put(name, parameter);
    }

    /** Null stands for a series that is faulty itself. */
    void define(String name, Node node) {
        series.put(name, node);
    }

    boolean isParameter(String name) {
        return parameters.containsKey(name);
    }

    DeclaredParameter parameter(String name) {
        return parameters.get(name);
    }

    boolean isSeries(String name) {
        return series.containsKey(name);
    }

    Node series(String name) {
        return series.get(name);
    }

    /** Every word that may stand in an expression. */
    Set<String> words() {
        TreeSet<String> words = Words.all();
        words.addAll(parameters.keySet());
        words.addAll(series.keySet());
        return words;
    }

    Node node(String field, Type type, Operation operation, List<Node> operands) {
        if (graph.size() >= Limits.NODES && !toldSize) {
            toldSize = true;
            faults.add(field, "", "a definition has at most " + Limits.NODES + " distinct parts, this one has more");
        }
        return graph.node(type, operation, operands);
    }
}

package dev.quarry.strategy.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a definition. What is asked for again is the node that there is. */
final class Graph {

    private final Map<Key, Node> nodes = new HashMap<>();

    private record Key(Operation operation, List<Integer> operands) {}

    /** The node that does this. */
    Node node(Type type, Operation operation, List<Node> operands) {
        Key key = new Key(operation, operands.stream().map(Node::id).toList());
        Node known = nodes.get(key);
        if (known == null) {
            known = new Node(nodes.size(), operation, operands, type);
            nodes.put(key, known);
        }
        return known;
    }

    int size() {
        return nodes.size();
    }
}

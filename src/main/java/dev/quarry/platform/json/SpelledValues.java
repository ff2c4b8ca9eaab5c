package dev.quarry.platform.json;

import dev.quarry.platform.text.Literals;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;

/**
 * Reads a text as the number or boolean that it spells, see {@link Literals}, where one is expected. The mapper would
 * read a blank as null, and so take a dry run with a wrong value for a real one.
 */
final class SpelledValues {

    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);
    private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

    private SpelledValues() {}

    /**
     * The node, or the value that its text spells; a text that spells no value of that type becomes one that is
     * certainly refused.
     */
    static JsonNode of(JsonNode node, Type type) {
        if (node instanceof ArrayNode list && type instanceof ParameterizedType of && of.getRawType() == List.class) {
            ArrayNode read = Json.MAPPER.createArrayNode();
            list.forEach(one -> read.add(one instanceof NullNode ? one : of(one, of.getActualTypeArguments()[0])));
            return read;
        }
        if (!node.isString()) {
            return node;
        }
        Optional<JsonNode> spelled;
        if (WHOLE.contains(type)) {
            spelled = Literals.integer(node.asString()).map(LongNode::valueOf);
        } else if (NUMBERS.contains(type)) {
            spelled = Literals.number(node.asString()).filter(Double::isFinite).map(DoubleNode::valueOf);
        } else if (FLAGS.contains(type)) {
            spelled = Literals.flag(node.asString()).map(BooleanNode::valueOf);
        } else {
            return node;
        }
        return spelled.orElseGet(Json.MAPPER::createObjectNode);
    }
}

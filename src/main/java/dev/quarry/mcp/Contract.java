package dev.quarry.mcp;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of arguments, out of the contract of the REST API, which describes the same payloads, or of records. */
public final class Contract {

    private static final String FILE = "/META-INF/openapi.json";
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final JsonNode document;

    private Contract(JsonNode document) {
        this.document = document;
    }

    /** Reads the contract that is served, which takes a moment. */
    static Contract read() {
        try (InputStream file = Contract.class.getResourceAsStream(FILE)) {
            return new Contract(Json.MAPPER.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of a payload, by its name in the contract. */
    public Map<String, Object> payload(String name) {
        JsonNode schema = document.at("/components/schemas/" + name);
        if (!schema.isObject() || !schema.findParents("$ref").isEmpty()) {
            throw new IllegalStateException("The contract has no schema " + name + " that stands for itself");
        }
        return Json.MAPPER.convertValue(schema, OBJECT);
    }

    /** The words of a route's query as members of an object. */
    public Map<String, Object> queryOf(String path) {
        ObjectNode properties = Json.MAPPER.createObjectNode();
        for (JsonNode parameter : document.path("paths").path(path).path("get").path("parameters")) {
            ObjectNode property = (ObjectNode) parameter.path("schema").deepCopy();
            if (parameter.has("description")) {
                property.set("description", parameter.get("description"));
            }
            properties.set(parameter.path("name").asString(), property);
        }
        if (properties.isEmpty()) {
            throw new IllegalStateException("The contract has no words for " + path);
        }
        return object(Json.MAPPER.convertValue(properties, OBJECT), List.of());
    }

    /** The schema of a record whose fields are {@link Described}. */
    public static Map<String, Object> of(Class<? extends Record> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            Described described = component.getAnnotation(Described.class);
            Map<String, Object> property = new LinkedHashMap<>(type(component.getType()));
            property.put("description", described.value());
            if (!described.oneOf().isEmpty()) {
                property.put("enum", List.of(described.oneOf().split(", ")));
            }
            if (described.required()) {
                required.add(name);
            }
            properties.put(name, property);
        }
        return object(properties, required);
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static String name(RecordComponent component) {
        JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
        return given != null
                ? given.value()
                : PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, component.getName());
    }

    private static Map<String, Object> type(Class<?> type) {
        if (type == String.class) {
            return Map.of("type", "string");
        }
        if (type == Integer.class || type == Long.class) {
            return Map.of("type", "integer");
        }
        if (type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == OffsetDateTime.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (Map.class.isAssignableFrom(type)) {
            return Map.of("type", "object");
        }
        throw new IllegalStateException("There is no schema for " + type);
    }
}

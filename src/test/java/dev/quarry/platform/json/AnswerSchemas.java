package dev.quarry.platform.json;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schemas of answers, made of the records that {@link Json} writes. A record of its own has a component of its own,
 * named like its class; of two classes with one name, those inside another class have its name before theirs.
 */
public final class AnswerSchemas {

    private final Set<Class<?>> records = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
    private final Map<String, Long> sameName = new HashMap<>();

    /** @param answers all types whose schemas will be asked for */
    public AnswerSchemas(Collection<? extends Type> answers) {
        answers.forEach(this::collect);
        sameName.putAll(records.stream().collect(Collectors.groupingBy(Class::getSimpleName, Collectors.counting())));
    }

    /** The schema of a type: a reference to its component where it has one. */
    public ObjectNode of(Type type) {
        Class<?> raw = raw(type);
        ObjectNode schema = Json.MAPPER.createObjectNode();
        if (isComponent(raw)) {
            schema.put("$ref", "#/components/schemas/" + name(raw));
        } else if (raw == String.class) {
            schema.put("type", "string");
        } else if (raw == OffsetDateTime.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (raw == int.class || raw == Integer.class) {
            schema.put("type", "integer").put("format", "int32");
        } else if (raw == long.class || raw == Long.class) {
            schema.put("type", "integer").put("format", "int64");
        } else if (raw == double.class || raw == Double.class) {
            schema.put("type", "number").put("format", "double");
        } else if (raw == Number.class) {
            schema.put("type", "number");
        } else if (raw == boolean.class || raw == Boolean.class) {
            schema.put("type", "boolean");
        } else if (raw.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            Arrays.stream(raw.getEnumConstants()).forEach(one -> values.add(Json.MAPPER.<JsonNode>valueToTree(one)));
        } else if (element(type) != null) {
            schema.put("type", "array").set("items", of(element(type)));
        } else if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object").set("additionalProperties", of(argument(type, 1)));
        }
        return schema;
    }

    /** The schemas of all records, by the names that references have. */
    public Map<String, ObjectNode> components() {
        Map<String, ObjectNode> components = new TreeMap<>();
        records.stream().filter(AnswerSchemas::isComponent).forEach(type -> {
            ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
            fields(type, schema.putObject("properties"), schema.putArray("required"));
            if (schema.get("required").isEmpty()) {
                schema.remove("required");
            }
            if (Arrays.stream(type.getRecordComponents()).anyMatch(AnswerSchemas::isRest)) {
                schema.putObject("additionalProperties");
            }
            components.put(name(type), schema);
        });
        return components;
    }

    /** What is never null is always there; of the rest no more is said than that it may be null. */
    private void fields(Class<?> type, ObjectNode properties, ArrayNode required) {
        RecordShape shape = RecordShape.of(type);
        for (int i = 0; i < shape.fields().size(); i++) {
            RecordComponent component = type.getRecordComponents()[i];
            RecordShape.Field field = shape.fields().get(i);
            if (isRest(component)) {
                continue;
            }
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                fields(field.raw(), properties, required);
                continue;
            }
            properties.set(field.name(), field(component));
            if (field.raw().isPrimitive() && field.raw() != double.class) {
                required.add(field.name());
            }
        }
    }

    /** A map whose entries stand beside the other fields. */
    private static boolean isRest(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonAnyGetter.class);
    }

    private ObjectNode field(RecordComponent component) {
        ObjectNode schema = bare(component);
        Described described = component.getAnnotation(Described.class);
        if (described != null) {
            schema.put("description", described.value());
            if (!described.oneOf().isEmpty()) {
                Arrays.asList(described.oneOf().split(", ")).forEach(schema.putArray("enum")::add);
            }
        }
        return schema;
    }

    private ObjectNode bare(RecordComponent component) {
        ObjectNode schema = of(written(component));
        if (schema.isEmpty() || component.getType().isPrimitive() && component.getType() != double.class) {
            return schema;
        }
        if (schema.has("$ref")) {
            ObjectNode either = Json.MAPPER.createObjectNode();
            either.putArray("allOf").add(schema);
            schema = either;
        }
        return schema.put("nullable", true);
    }

    /** The type that is written: for free maps and JSON that is kept as text, the one that is named for it, or anything. */
    private static Type written(RecordComponent component) {
        Described described = component.getAnnotation(Described.class);
        if (described != null && described.shape() != Void.class) {
            return List.class.isAssignableFrom(component.getType()) ? listOf(described.shape()) : described.shape();
        }
        Schema named = component.getAccessor().getAnnotation(Schema.class);
        if (named != null && named.implementation() != Void.class) {
            return List.class.isAssignableFrom(component.getType())
                    ? listOf(named.implementation())
                    : named.implementation();
        }
        return component.getAccessor().isAnnotationPresent(JsonRawValue.class)
                ? Object.class
                : component.getGenericType();
    }

    private static Type listOf(Class<?> element) {
        return element.arrayType();
    }

    private void collect(Type type) {
        Class<?> raw = raw(type);
        if (raw.isRecord() && records.add(raw)) {
            Arrays.stream(raw.getRecordComponents()).map(AnswerSchemas::written).forEach(this::collect);
        } else if (element(type) != null) {
            collect(element(type));
        } else if (Map.class.isAssignableFrom(raw)) {
            collect(argument(type, 1));
        }
    }

    /** A record that is written as one value is none of its own. */
    private static boolean isComponent(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .noneMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    private String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return sameName.get(type.getSimpleName()) > 1 && outer != null
                ? outer.getSimpleName().replaceFirst("Resource$", "") + type.getSimpleName()
                : type.getSimpleName();
    }

    private static Type element(Type type) {
        if (type instanceof GenericArrayType array) {
            return array.getGenericComponentType();
        }
        Class<?> raw = raw(type);
        if (raw.isArray()) {
            return raw.getComponentType();
        }
        return Collection.class.isAssignableFrom(raw) ? argument(type, 0) : null;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType with ? with.getActualTypeArguments()[index] : Object.class;
    }

    private static Class<?> raw(Type type) {
        return Json.MAPPER.constructType(type).getRawClass();
    }
}

package dev.quarry.platform.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schema of a request, made of the record that {@link PayloadReader} reads it into, so that it cannot say
 * anything else: names and types are the record's, bounds its annotations', and a default is what the record makes of an
 * absent field. {@link Described} adds the words.
 */
public final class RecordSchema {

    private RecordSchema() {}

    /** The schema of a record whose fields may all be absent as far as its constructor is concerned. */
    public static ObjectNode of(Class<?> type) {
        RecordShape shape = RecordShape.of(type);
        Object empty = empty(shape);
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        List<String> required = new ArrayList<>();
        ObjectNode properties = schema.putObject("properties");
        for (int i = 0; i < shape.fields().size(); i++) {
            RecordShape.Field field = shape.fields().get(i);
            RecordComponent component = type.getRecordComponents()[i];
            properties.set(field.name(), property(field, component, read(component, empty)));
            if (required(component)) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        alternatives(type, schema);
        if (!type.isAnnotationPresent(JsonIgnoreProperties.class)) {
            schema.put("additionalProperties", false);
        }
        Example example = type.getAnnotation(Example.class);
        if (example != null) {
            schema.set("example", Json.MAPPER.readTree(example.value()));
        }
        return schema;
    }

    private static ObjectNode property(RecordShape.Field field, RecordComponent component, Object byDefault) {
        Described described = component.getAnnotation(Described.class);
        ObjectNode schema =
                described != null && described.shape() != Void.class ? of(described.shape()) : type(field.type());
        if (described != null) {
            put(schema, "title", described.title());
            put(schema, "description", described.value());
            put(schema, "x-when", described.when());
            if (!described.oneOf().isEmpty()) {
                Arrays.asList(described.oneOf().split(", ")).forEach(schema.putArray("enum")::add);
            }
        }
        bounds(schema, component.getAccessor());
        JsonNode value = byDefault == null ? null : Json.MAPPER.valueToTree(byDefault);
        if (value != null && value.isValueNode() && !value.isNull()) {
            schema.set("default", value);
        }
        return schema;
    }

    /** A schema without a type, as for free JSON, lets everything pass. */
    private static ObjectNode type(Type type) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        Class<?> raw = Json.MAPPER.constructType(type).getRawClass();
        if (raw.isRecord()) {
            return of(raw);
        } else if (raw == String.class) {
            schema.put("type", "string");
        } else if (raw == byte[].class) {
            schema.put("type", "string").put("format", "binary");
        } else if (raw == OffsetDateTime.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (raw == Integer.class || raw == int.class) {
            schema.put("type", "integer").put("format", "int32");
        } else if (raw == Long.class || raw == long.class) {
            schema.put("type", "integer").put("format", "int64");
        } else if (raw == Double.class || raw == double.class) {
            schema.put("type", "number");
        } else if (raw == Boolean.class || raw == boolean.class) {
            schema.put("type", "boolean");
        } else if (raw.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            Arrays.stream(raw.getEnumConstants()).forEach(one -> values.add(Json.MAPPER.<JsonNode>valueToTree(one)));
        } else if (List.class.isAssignableFrom(raw)) {
            schema.put("type", "array").set("items", type(((ParameterizedType) type).getActualTypeArguments()[0]));
        } else if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object").put("additionalProperties", true);
        }
        return schema;
    }

    private static void bounds(ObjectNode schema, Method accessor) {
        Min min = accessor.getAnnotation(Min.class);
        Max max = accessor.getAnnotation(Max.class);
        DecimalMin decimalMin = accessor.getAnnotation(DecimalMin.class);
        DecimalMax decimalMax = accessor.getAnnotation(DecimalMax.class);
        Size size = accessor.getAnnotation(Size.class);
        if (min != null || decimalMin != null) {
            schema.put("minimum", min == null ? new BigDecimal(decimalMin.value()) : BigDecimal.valueOf(min.value()));
        }
        if (max != null || decimalMax != null) {
            schema.put("maximum", max == null ? new BigDecimal(decimalMax.value()) : BigDecimal.valueOf(max.value()));
        }
        if (size != null) {
            String unit = schema.path("type").asString("").equals("array") ? "Items" : "Length";
            schema.put("min" + unit, size.min()).put("max" + unit, size.max());
        }
    }

    private static boolean required(RecordComponent component) {
        Method accessor = component.getAccessor();
        Described described = component.getAnnotation(Described.class);
        return component.getType().isPrimitive()
                || described != null && described.required()
                || accessor.isAnnotationPresent(NotNull.class)
                || accessor.isAnnotationPresent(NotBlank.class)
                || accessor.isAnnotationPresent(NotEmpty.class);
    }

    private static void alternatives(Class<?> type, ObjectNode schema) {
        Alternatives[] rules = type.getAnnotationsByType(Alternatives.class);
        ArrayNode all = rules.length > 1 ? schema.putArray("allOf") : null;
        for (Alternatives rule : rules) {
            ArrayNode sets = (all == null ? schema : all.addObject()).putArray("anyOf");
            for (String set : rule.value()) {
                Arrays.asList(set.split(" ")).forEach(sets.addObject().putArray("required")::add);
            }
        }
    }

    private static void put(ObjectNode schema, String name, String text) {
        if (!text.isEmpty()) {
            schema.put(name, text);
        }
    }

    private static Object empty(RecordShape shape) {
        if (shape.fields().stream().anyMatch(field -> field.raw().isPrimitive())) {
            return null;
        }
        try {
            return shape.constructor().newInstance(new Object[shape.fields().size()]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot be made of absent fields: " + shape.constructor(), e);
        }
    }

    private static Object read(RecordComponent component, Object empty) {
        if (empty == null) {
            return null;
        }
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(empty);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot be read: " + component, e);
        }
    }
}

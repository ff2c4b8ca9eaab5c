package dev.quarry.platform.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads a JSON object into a record and reports <em>everything</em> that is wrong with it at once: unknown fields by
 * name (except those that the record's {@link JsonIgnoreProperties} lists), wrong types, then Bean Validation, then the
 * record's own checks through {@link Checked}. Absent and null are both null for the record, whose compact constructor
 * sets defaults.
 */
@ApplicationScoped
public class PayloadReader {

    private static final String UNKNOWN = "is unknown; known are ";

    private final Validator validator;

    @Inject
    public PayloadReader(Validator validator) {
        this.validator = validator;
    }

    /**
     * @param json an object
     * @param type a record
     * @throws InvalidInputException naming every field that is wrong
     */
    public <P> P read(JsonNode json, Class<P> type) {
        if (!(json instanceof ObjectNode object)) {
            throw new InvalidInputException("", "the body must be a JSON object");
        }
        List<Violation> violations = new ArrayList<>();
        P payload = type.cast(readRecord(object, type, "", violations));
        if (payload != null) {
            Set<String> named = violations.stream().map(Violation::field).collect(Collectors.toSet());
            validate(payload).stream().filter(v -> !named.contains(v.field())).forEach(violations::add);
            // What is written of the record itself is right then: a field too many says nothing against it.
            if (violations.stream().allMatch(v -> v.reason().startsWith(UNKNOWN))
                    && payload instanceof Checked checked) {
                violations.addAll(checked.violations());
            }
        }
        InvalidInputException.throwIfAny(violations);
        return payload;
    }

    private List<Violation> validate(Object payload) {
        if (!validator.getConstraintsForClass(payload.getClass()).isBeanConstrained()) {
            return List.of();
        }
        return validator.validate(payload).stream()
                .map(v ->
                        new Violation(RecordShape.snakeCase(v.getPropertyPath().toString()), v.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
    }

    private Object readRecord(ObjectNode json, Class<?> type, String path, List<Violation> violations) {
        RecordShape shape = RecordShape.of(type);
        for (String field : json.propertyNames()) {
            if (!shape.accepted().contains(field)) {
                violations.add(new Violation(path + field, UNKNOWN + shape.known()));
            }
        }
        Object[] values = new Object[shape.fields().size()];
        for (int i = 0; i < values.length; i++) {
            RecordShape.Field field = shape.fields().get(i);
            JsonNode node = json.get(field.name());
            boolean absent = node == null || node.isNull();
            if (absent && field.raw().isPrimitive()) {
                violations.add(new Violation(path + field.name(), "is required"));
                return null;
            }
            if (field.end() && !absent && node.isString()) {
                node = StringNode.valueOf(Timestamps.endText(node.asString()));
            }
            values[i] = absent ? null : readValue(node, field.type(), path + field.name(), violations);
            if (values[i] == null && field.raw().isPrimitive()) {
                return null;
            }
        }
        return construct(shape.constructor(), values, path, violations);
    }

    private Object readValue(JsonNode node, Type type, String field, List<Violation> violations) {
        if (type instanceof Class<?> nested && nested.isRecord()) {
            if (node instanceof ObjectNode object) {
                return readRecord(object, nested, field + ".", violations);
            }
            violations.add(new Violation(field, "must be an object"));
            return null;
        }
        try {
            return Json.MAPPER.treeToValue(SpelledValues.of(node, type), Json.MAPPER.constructType(type));
        } catch (JacksonException e) {
            violations.add(new Violation(field, reason(type)));
            return null;
        }
    }

    private static Object construct(
            Constructor<?> constructor, Object[] values, String path, List<Violation> violations) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidInputException invalid) {
                invalid.violations().forEach(v -> violations.add(new Violation(path + v.field(), v.reason())));
                return null;
            }
            throw new IllegalStateException("cannot construct " + constructor.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot construct " + constructor.getName(), e);
        }
    }

    private static String reason(Type type) {
        Class<?> raw = Json.MAPPER.constructType(type).getRawClass();
        if (raw.isEnum()) {
            return "must be one of "
                    + Arrays.stream(raw.getEnumConstants())
                            .map(c -> Json.MAPPER.valueToTree(c).asString())
                            .collect(Collectors.joining(", "));
        }
        if (raw == Integer.class || raw == int.class || raw == Long.class || raw == long.class) {
            return "must be an integer";
        }
        if (Number.class.isAssignableFrom(raw) || raw == double.class) {
            return "must be a number";
        }
        if (raw == Boolean.class || raw == boolean.class) {
            return "must be true or false";
        }
        if (raw == OffsetDateTime.class) {
            return Timestamps.EXPECTED;
        }
        if (raw == String.class) {
            return "must be a text";
        }
        if (Map.class.isAssignableFrom(raw)) {
            return "must be an object";
        }
        return Iterable.class.isAssignableFrom(raw) ? "must be a list" : "has the wrong form";
    }
}

package dev.quarry.platform.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.PropertyNamingStrategies;

/**
 * The structure of a record, found by reflection once for each type, since that takes as long as reading a small
 * payload.
 *
 * @param fields in the order of the constructor's parameters
 * @param known the fields' names, sorted, as a sentence lists them
 * @param accepted the fields' names and those that are ignored
 */
record RecordShape(List<Field> fields, Constructor<?> constructor, String known, Set<String> accepted) {

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return look(type);
        }
    };

    /**
     * @param name in JSON
     * @param end whether it is the end of a range
     */
    record Field(String name, Class<?> raw, Type type, boolean end) {}

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The JSON name of a Java name. */
    static String snakeCase(String name) {
        return PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, name);
    }

    private static RecordShape look(Class<?> type) {
        List<Field> fields = Arrays.stream(type.getRecordComponents())
                .map(component -> new Field(
                        name(component),
                        component.getType(),
                        component.getGenericType(),
                        component.isAnnotationPresent(WholeDay.class)))
                .toList();
        Set<String> names = fields.stream().map(Field::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> accepted = new HashSet<>(names);
        JsonIgnoreProperties ignored = type.getAnnotation(JsonIgnoreProperties.class);
        if (ignored != null) {
            accepted.addAll(Arrays.asList(ignored.value()));
        }
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(fields.stream().map(Field::raw).toArray(Class[]::new));
            constructor.setAccessible(true);
            return new RecordShape(fields, constructor, String.join(", ", names), accepted);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has this constructor", e);
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
        return given == null || given.value().isEmpty() ? snakeCase(component.getName()) : given.value();
    }
}

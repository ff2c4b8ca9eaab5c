package dev.quarry.platform.http.openapi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Sets the type of a schema on every server: it has one type, and may be nullable, up to MicroProfile OpenAPI 3.1, which is the
 * API that this is compiled against; from 4.0 on it has a list of types, and null is one of them. No method for that is in both.
 */
public final class SchemaTypes {

    private static final Method TYPE = find(SchemaType.class, "addType", "setType");
    private static final Method NULLABLE = find(Boolean.class, "setNullable");

    private SchemaTypes() {}

    /** A new schema of that type. */
    public static Schema schema(SchemaType type) {
        Schema schema = OASFactory.createSchema();
        set(schema, type);
        return schema;
    }

    static void set(Schema schema, SchemaType type) {
        call(TYPE, schema, type);
    }

    /**
     * The value may be null as well.
     *
     * @param typed whether the schema names a type; where it only refers to another, 4.0 has no way to say so in one schema
     */
    static void orNull(Schema schema, boolean typed) {
        if (NULLABLE != null) {
            call(NULLABLE, schema, true);
        } else if (typed) {
            set(schema, SchemaType.valueOf("NULL"));
        }
    }

    private static void call(Method method, Schema schema, Object value) {
        try {
            method.invoke(schema, value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the server's OpenAPI refuses " + method.getName() + " " + value, e);
        }
    }

    /** The method of one of these names that takes that; null when this API has none. */
    private static Method find(Class<?> taken, String... names) {
        return Arrays.stream(Schema.class.getMethods())
                .filter(method -> List.of(names).contains(method.getName()))
                .filter(method -> method.getParameterTypes()[0] == taken)
                .findFirst()
                .orElse(null);
    }
}

package dev.quarry.platform.http.openapi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Sets the type of a schema on every server: it has one type up to MicroProfile OpenAPI 3.1, which is the API that this is
 * compiled against, and a list of them from 4.0 on. No method that gives it one is in both.
 */
public final class SchemaTypes {

    private static final Method SETTER = setter();

    private SchemaTypes() {}

    /** A new schema of that type. */
    public static Schema schema(SchemaType type) {
        Schema schema = OASFactory.createSchema();
        set(schema, type);
        return schema;
    }

    static void set(Schema schema, SchemaType type) {
        try {
            SETTER.invoke(schema, type);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the server's OpenAPI refuses the type " + type, e);
        }
    }

    private static Method setter() {
        return Arrays.stream(Schema.class.getMethods())
                .filter(method ->
                        method.getName().equals("addType") || method.getName().equals("setType"))
                .filter(method -> method.getParameterTypes()[0] == SchemaType.class)
                .findFirst()
                .orElseThrow();
    }
}

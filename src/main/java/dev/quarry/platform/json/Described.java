package dev.quarry.platform.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What OpenAPI, and the forms made of it, say of a field of a request or an answer beyond its type, bounds and default. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Described {

    /** A sentence on what the field means, with its unit. */
    String value();

    /** What a form calls it; made of its name when empty. */
    String title() default "";

    /** Whether a request without it is refused. Known without saying so where an annotation demands it. */
    boolean required() default false;

    /** The values that there are, as the sentence that refuses others lists them; any will do when empty. */
    String oneOf() default "";

    /** For a free map, or a list of such: the record that tells its fields. */
    Class<?> shape() default Void.class;

    /** For a field that counts only with a value of another one: {@code other=value}. */
    String when() default "";
}

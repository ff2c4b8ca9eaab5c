package dev.quarry.platform.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What OpenAPI, and the forms that are made from it, say about a field of a request or an answer besides its type,
 * bounds and default.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Described {

    /** A sentence on what the field means, with its unit. */
    String value();

    /** Its title in a form; made from its name when empty. */
    String title() default "";

    /** Whether a request without it is refused; need not be set where a constraint annotation says so. */
    boolean required() default false;

    /** The allowed values, as they are listed in the sentence that refuses others; empty for any. */
    String oneOf() default "";

    /** For a free map, or a list of such: the record that describes its fields. */
    Class<?> shape() default Void.class;

    /** For a field that matters only with a certain value of another one: {@code other=value}. */
    String when() default "";
}

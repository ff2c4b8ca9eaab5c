package dev.quarry.platform.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a parameter for OpenAPI that is a whole number although the route's method gets it as text. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Whole {

    /** The least that is accepted. */
    long min() default Long.MIN_VALUE;

    /** The most that is accepted. */
    long max() default Long.MAX_VALUE;

    /** The value when it is absent; the least long when there is no default. */
    long defaultValue() default Long.MIN_VALUE;
}

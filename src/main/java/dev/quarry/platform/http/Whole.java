package dev.quarry.platform.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter that is read as a whole number, though the platform hands it on as text: how OpenAPI shows it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Whole {

    /** The least that is taken. */
    long min() default Long.MIN_VALUE;

    /** The most that is taken. */
    long max() default Long.MAX_VALUE;

    /** What it is when it is absent; nothing, when there is no such number. */
    long defaultValue() default Long.MIN_VALUE;
}

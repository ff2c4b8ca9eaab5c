package dev.quarry.platform.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that must answer while the database is away, such as the one that tells that it is: then a key that the node has
 * seen to be right within a day is believed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AnswersWithoutDatabase {}

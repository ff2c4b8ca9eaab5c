package dev.quarry.platform.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role that a route asks for; on a class, for all of its routes that say nothing themselves. Without it a GET asks for
 * {@link Role#READ} and everything else for {@link Role#OPERATE}, so that a route that was forgotten is closed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiredRole {
    /** The least role. */
    Role value();
}

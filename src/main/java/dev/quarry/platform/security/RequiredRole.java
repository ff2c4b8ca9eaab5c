package dev.quarry.platform.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role that a route requires; on a class, for all of its routes without an annotation of their own. Without it a
 * GET requires {@link Role#READ} and everything else {@link Role#OPERATE}, so that a forgotten route is not open.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiredRole {
    /** The least role. */
    Role value();
}

package dev.quarry.platform.sql;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * The entity manager of Quarry's persistence unit that follows the current transaction. The name keeps it apart from the bean that
 * servers of Jakarta EE 11 make of the unit by themselves, and those of EE 10 do not.
 */
@Qualifier @Retention(RetentionPolicy.RUNTIME)
public @interface ContainerManaged {}

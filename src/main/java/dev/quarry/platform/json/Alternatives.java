package dev.quarry.platform.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** At least one of these sets of fields must be present; a set is the JSON names of its fields, separated by blanks. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Alternatives.All.class)
public @interface Alternatives {

    /** The sets. */
    String[] value();

    /** Several such rules of one record. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {

        /** The rules; all of them hold. */
        Alternatives[] value();
    }
}

package dev.quarry.platform.config;

import java.util.Locale;
import java.util.Optional;

/**
 * A setting of the application.
 *
 * @param name the property
 * @param allowed its allowed values
 * @param secret whether its value must not be shown
 */
public record Setting(String name, Allowed allowed, boolean secret) {

    /** A setting whose value may be shown. */
    public Setting(String name, Allowed allowed) {
        this(name, allowed, false);
    }

    /** The environment variable that sets it as well. */
    String variable() {
        return variable(name);
    }

    /** What is wrong with that value, in a sentence; empty when nothing is. */
    Optional<String> fault(String value) {
        return allowed.test().test(value)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s (%s) must be %s%s.",
                        name,
                        variable(),
                        allowed.words(),
                        secret ? "" : ", not \"" + oneLine(value) + "\""));
    }

    /** The environment variable of a property, as MicroProfile Config makes its name. */
    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String oneLine(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }
}

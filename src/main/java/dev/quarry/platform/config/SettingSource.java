package dev.quarry.platform.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of one part of the application. Found as a {@link java.util.ServiceLoader service} rather than a bean, since
 * settings are looked at before there are beans.
 */
public interface SettingSource {

    /** The settings, with what each may be. */
    List<Setting> settings();

    /** Whether that property or environment variable, which is none of {@link #settings}, is one of this part all the same. */
    default boolean knows(String name) {
        return false;
    }

    /**
     * What is wrong with settings of which each by itself is right, in a sentence; empty when nothing is.
     *
     * @param value the value of a property; empty when it is not set
     */
    default Optional<String> fault(Function<String, Optional<String>> value) {
        return Optional.empty();
    }
}

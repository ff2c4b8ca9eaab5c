package dev.quarry.platform.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of one part of the application. Found as a {@link java.util.ServiceLoader service} rather than a bean,
 * since settings are checked before there are beans.
 */
public interface SettingSource {

    /** What to do instead of setting one of the reference's variables that name one of its databases. */
    String ONE_DATABASE =
            "all is in one database, set DATABASE_URL; what is there is taken over by quarry.jar import-reference";

    /** The settings, with their allowed values. */
    List<Setting> settings();

    /** Whether that property or environment variable belongs to this part although it is not in {@link #settings}. */
    default boolean knows(String name) {
        return false;
    }

    /** The environment variables of the reference that nothing here reads, each with what to do instead. */
    default Map<String, String> replaced() {
        return Map.of();
    }

    /**
     * What is wrong with the combination of settings that are each valid, in a sentence; empty when nothing is.
     *
     * @param value the value of a property; empty when it is not set
     */
    default Optional<String> fault(Function<String, Optional<String>> value) {
        return Optional.empty();
    }
}

package dev.quarry.strategy.language.functions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every function of the language, in the order of documentation. A new one is a file beside these and a line here. */
public final class Functions {

    private static final Map<String, Function> BY_NAME = byName(Stream.of(
            MovingAverages.ALL,
            Dispersion.ALL,
            Ordering.ALL,
            Changes.ALL,
            TrueRange.ALL,
            Oscillators.ALL,
            Convergence.ALL,
            DirectionalMovement.ALL,
            Aroon.ALL,
            Bands.ALL,
            TrailingLines.ALL,
            Volumes.ALL,
            Regression.ALL,
            Counting.ALL,
            Arithmetic.ALL,
            Forms.ALL));

    private Functions() {}

    private static Map<String, Function> byName(Stream<List<Function>> families) {
        Map<String, Function> functions = new LinkedHashMap<>();
        families.flatMap(List::stream).forEach(function -> {
            if (functions.put(function.name(), function) != null) {
                throw new IllegalStateException("two functions are called " + function.name());
            }
        });
        return Collections.unmodifiableMap(functions);
    }

    /** All of them by name. */
    public static Map<String, Function> all() {
        return BY_NAME;
    }

    /** The function of that name. */
    public static Optional<Function> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}

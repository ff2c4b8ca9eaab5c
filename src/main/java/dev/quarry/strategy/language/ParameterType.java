package dev.quarry.strategy.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The values that a parameter of a definition may take. */
public enum ParameterType {
    INTEGER,
    NUMBER,
    BOOLEAN,
    CHOICE;

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ParameterType> of(Object text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(ParameterType::text).toList();
    }
}

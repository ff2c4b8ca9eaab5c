package dev.quarry.platform.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An enum whose constants have the names that requests and results of the REST contract use for them. */
public interface ReferenceText {

    /** The text by which the constant is written in requests and results. */
    String text();

    /** Other spellings that are understood on reading, in lower case. */
    default List<String> aliases() {
        return List.of();
    }

    /** The constant of that text, whatever its case and surrounding blanks; empty when there is none. */
    static <E extends Enum<E> & ReferenceText> Optional<E> read(Class<E> type, String text) {
        String normalised = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.text().toLowerCase(Locale.ROOT).equals(normalised)
                        || e.aliases().contains(normalised))
                .findFirst();
    }

    /** The constant that a map names by its text; {@code absent} where it names none. */
    static <E extends Enum<E> & ReferenceText> E of(Map<String, ?> values, String name, E absent) {
        return values.get(name) instanceof String text
                ? read(absent.getDeclaringClass(), text).orElse(absent)
                : absent;
    }

    /** The texts of all constants, in their order. */
    static <E extends Enum<E> & ReferenceText> List<String> texts(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(ReferenceText::text).toList();
    }
}

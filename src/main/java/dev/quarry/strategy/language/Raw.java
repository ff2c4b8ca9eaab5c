package dev.quarry.strategy.language;

import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Faults;
import dev.quarry.strategy.language.syntax.Limits;
import dev.quarry.strategy.language.syntax.LookAlikes;
import dev.quarry.strategy.language.syntax.Suggestions;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads parts of a definition as JSON gives them, and reports what is none. */
final class Raw {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private final Faults faults;
    private final CommonNames taken;

    Raw(Faults faults, CommonNames taken) {
        this.faults = faults;
        this.taken = taken;
    }

    /** An object; empty where there is none. */
    Map<String, Object> object(String field, Object value, String example) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            faults.add(field, value, "`" + field + "` must be an object such as " + example);
            return Map.of();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, part) -> object.put((String) key, part));
        return Collections.unmodifiableMap(object);
    }

    /** A text; null where there is none, or none that can be stored. */
    String text(String field, Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            faults.add(field, value, "`" + field + "` must be a text");
            return null;
        }
        if (hasHalfCharacter(text)) {
            faults.add(field, "", "`" + field + "` holds half a character, which no encoding has");
            return null;
        }
        return text;
    }

    /** A text that is not too long. */
    String shortText(String field, Object value, int most) {
        String text = text(field, value);
        if (text != null && text.codePointCount(0, text.length()) > most) {
            faults.add(field, text, "`" + field + "` has at most " + most + " characters");
            return null;
        }
        return text;
    }

    private static boolean hasHalfCharacter(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Tells every key that is none of these. */
    void refuseOthers(String field, Collection<String> keys, Collection<String> known) {
        for (String key : keys) {
            if (!known.contains(key) && !faults.isFull()) {
                String path = field.isEmpty() ? key : field + "." + key;
                String nearest = Suggestions.nearest(key, known);
                faults.add(Fault.of(
                        Fault.cut(path),
                        key,
                        "unknown field `" + Fault.cut(key) + "`; there are " + String.join(", ", known),
                        nearest));
            }
        }
    }

    /** Whether that may be the name of a parameter or a series; where it may not, that is reported. */
    boolean isName(String field, String name) {
        String shown = Fault.cut(name);
        if (!NAME.matcher(name).matches() || name.length() > Limits.NAME_CHARACTERS) {
            String plain = plain(name);
            faults.add(Fault.of(
                    Fault.cut(field),
                    name,
                    "`" + shown + "` is no name: a letter from a to z first, then letters, digits and `_`, at most "
                            + Limits.NAME_CHARACTERS,
                    plain));
            return false;
        }
        String owner = Words.taken(name)
                .or(() -> java.util.Optional.of("a common setting")
                        .filter(kind -> taken.settings().contains(name)))
                .or(() -> java.util.Optional.of("a field of the market")
                        .filter(kind -> taken.marketFields().contains(name)))
                .orElse(null);
        if (owner != null) {
            faults.add(field, name, "`" + shown + "` is " + owner + " already: choose another name");
        }
        return owner == null;
    }

    /** The name without what only looks like letters; null where that is none either. */
    private static String plain(String name) {
        if (name.length() > Limits.NAME_CHARACTERS) {
            return null;
        }
        StringBuilder plain = new StringBuilder();
        name.codePoints().forEach(c -> {
            String meant = c < 128 ? null : LookAlikes.meant(c);
            plain.append(c == ' ' || c == '-' ? "_" : meant == null ? Character.toString(c) : meant);
        });
        return NAME.matcher(plain).matches() ? plain.toString() : null;
    }
}

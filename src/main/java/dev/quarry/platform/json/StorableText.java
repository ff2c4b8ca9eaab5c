package dev.quarry.platform.json;

import java.util.Locale;
import java.util.Optional;

/**
 * Recognises the texts that PostgreSQL cannot store: they are refused with the field's name where they are read, rather
 * than by the database.
 */
public final class StorableText {

    private StorableText() {}

    /** Why the text cannot be stored, worded to follow a field's name; empty when it can. */
    public static Optional<String> fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                return Optional.of("must not contain the character U+0000");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of(String.format(
                        Locale.ROOT, "must not contain half a character (the surrogate U+%04X alone)", (int) c));
            }
        }
        return Optional.empty();
    }

    /** The text with the characters that {@link #fault} finds as escapes, so that it can be shown. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (c == '\0' || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
                i += Character.charCount(c) - 1;
            }
        }
        return shown.toString();
    }
}

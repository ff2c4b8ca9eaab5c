package dev.quarry.strategy.language.syntax;

import java.util.List;
import java.util.Map;

/**
 * What is wrong with a definition, at one place.
 *
 * @param field such as {@code long.enter}, {@code series.top}, {@code parameters.n.default}, {@code grids.quick.n}
 * @param line in the expression's own text, from 1; 1 where the field is no expression
 * @param column in code points, from 1; 1 where the field is no expression
 * @param text what is wrong, as it is written; cut where it is long
 * @param message a sentence without its full stop, the suggestion included
 * @param suggestion what to write instead of {@code text}; null where there is nothing to suggest
 */
public record Fault(String field, int line, int column, String text, String message, String suggestion) {

    private static final int LONGEST_TEXT = 80;

    public Fault {
        text = cut(text);
    }

    /** Of a field that is no expression. */
    public static Fault of(String field, Object value, String message) {
        return of(field, value, message, null);
    }

    /** The same with "did you mean", where there is something to suggest. */
    public static Fault of(String field, Object value, String message, String suggestion) {
        return new Fault(field, 1, 1, shown(value), with(message, suggestion), suggestion);
    }

    /** At a character of an expression. */
    public static Fault at(String field, String source, int from, int to, String message, String suggestion) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < from; i++) {
            if (source.charAt(i) == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return new Fault(
                field,
                line,
                source.codePointCount(begin, from) + 1,
                source.substring(from, Math.max(from, to)),
                with(message, suggestion),
                suggestion);
    }

    private static String shown(Object value) {
        return value instanceof Map ? "{…}" : value instanceof List ? "[…]" : String.valueOf(value);
    }

    private static String with(String message, String suggestion) {
        return suggestion == null ? message : message + "; did you mean `" + suggestion + "`?";
    }

    /** A text that is quoted in a sentence, cut where it is long. */
    public static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }
}

package dev.quarry.platform.http;

import dev.quarry.platform.json.StorableText;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Numbers from the query or the path, refused by name where the platform would answer 404. */
public final class QueryParameter {

    /** Digits of ASCII: the parsers of Java take those of every script. */
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

    private QueryParameter() {}

    /**
     * @param text what the client wrote; null or empty takes the default, a blank does not
     * @throws InvalidInputException when it is no integer or outside {@code min..max}
     */
    public static int integer(String name, String text, int defaultValue, int min, int max) {
        if (text == null || text.isEmpty()) {
            return defaultValue;
        }
        long value = id(name, text);
        if (value < min || value > max) {
            throw new InvalidInputException(name, "must be between " + min + " and " + max);
        }
        return (int) value;
    }

    /**
     * A text as it was written; null when it is absent or empty.
     *
     * @throws InvalidInputException when it has a character that no database can hold
     */
    public static String text(String name, String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        StorableText.fault(text).ifPresent(fault -> {
            throw new InvalidInputException(name, fault);
        });
        return text;
    }

    /** @throws InvalidInputException when it is no number or outside {@code min..max} */
    public static double number(String name, String text, double defaultValue, double min, double max) {
        if (text == null || text.isEmpty()) {
            return defaultValue;
        }
        double value = number(name, text);
        if (value >= min && value <= max) {
            return value;
        }
        throw new InvalidInputException(name, "must be between " + min + " and " + max);
    }

    /** @throws InvalidInputException when it is no decimal number, which the words and suffixes of Java are not */
    public static double number(String name, String text) {
        if (!NUMBER.matcher(text.trim()).matches()) {
            throw new InvalidInputException(name, "must be a number");
        }
        return Double.parseDouble(text.trim());
    }

    /**
     * A time in ISO-8601; null when it is absent or empty. The plus of an offset may come as the blank that a query makes
     * of it.
     *
     * @throws InvalidInputException when it is no time
     */
    public static OffsetDateTime time(String name, String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String written = text.contains("T") ? text.trim().replace(' ', '+') : text;
        return Timestamps.parse(written).orElseThrow(() -> new InvalidInputException(name, Timestamps.EXPECTED));
    }

    /**
     * The same of what ends a range and belongs to it, where a date alone is all of that day.
     *
     * @throws InvalidInputException when it is no time
     */
    public static OffsetDateTime endTime(String name, String text) {
        return time(name, Timestamps.endText(text));
    }

    /** @throws InvalidInputException when it is neither true nor false */
    public static boolean flag(String name, String text, boolean defaultValue) {
        if (text == null || text.isEmpty()) {
            return defaultValue;
        }
        return switch (text.trim()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInputException(name, "must be true or false");
        };
    }

    /** @throws InvalidInputException when it is no integer */
    public static long id(String name, String text) {
        if (!INTEGER.matcher(text.trim()).matches()) {
            throw new InvalidInputException(name, "must be an integer");
        }
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(name, "must be an integer");
        }
    }
}

package dev.quarry.platform.http;

import dev.quarry.platform.json.StorableText;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.text.Literals;
import java.time.OffsetDateTime;

/** Reads values from the query or the path, and refuses wrong ones by name where the platform would answer 404. */
public final class QueryParameter {

    private QueryParameter() {}

    /**
     * @param text what the client wrote; null or empty takes the default, a blank does not
     * @throws InvalidInputException when it is not an integer or is outside {@code min..max}
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

    /** @throws InvalidInputException when it is not a number or is outside {@code min..max} */
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

    /**
     * @throws InvalidInputException when it is not a decimal number; the words and suffixes that Java reads are not
     *     allowed
     */
    public static double number(String name, String text) {
        return Literals.number(text).orElseThrow(() -> new InvalidInputException(name, "must be a number"));
    }

    /**
     * A time in ISO-8601; null when it is absent or empty. The plus sign of an offset may arrive as the blank that a
     * query turns it into.
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
     * A time that ends a range, inclusive: a date alone includes all of that day.
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
        return Literals.flag(text).orElseThrow(() -> new InvalidInputException(name, "must be true or false"));
    }

    /** @throws InvalidInputException when it is not an integer */
    public static long id(String name, String text) {
        return Literals.integer(text).orElseThrow(() -> new InvalidInputException(name, "must be an integer"));
    }
}

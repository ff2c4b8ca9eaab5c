package dev.quarry.platform.http;

import dev.quarry.platform.problem.InvalidInputException;

/** Numbers from the query or the path, refused by name where the platform would answer 404. */
public final class QueryParameter {

    private QueryParameter() {}

    /**
     * @param text what the client wrote; null or empty takes the default
     * @throws InvalidInputException when it is no integer or outside {@code min..max}
     */
    public static int integer(String name, String text, int defaultValue, int min, int max) {
        if (text == null || text.isBlank()) {
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
        if (text.indexOf('\0') >= 0) {
            throw new InvalidInputException(name, "must not contain the character U+0000");
        }
        return text;
    }

    /** @throws InvalidInputException when it is no number or outside {@code min..max} */
    public static double number(String name, String text, double defaultValue, double min, double max) {
        if (text == null || text.isBlank()) {
            return defaultValue;
        }
        try {
            double value = Double.parseDouble(text.trim());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException(name, "must be a number");
        }
        throw new InvalidInputException(name, "must be between " + min + " and " + max);
    }

    /** @throws InvalidInputException when it is no integer */
    public static long id(String name, String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(name, "must be an integer");
        }
    }
}

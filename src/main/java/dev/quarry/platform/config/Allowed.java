package dev.quarry.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The values that a setting may have.
 *
 * @param words a description, such as "a whole number from 1 to 9"
 * @param test true for an allowed value
 */
public record Allowed(String words, Predicate<String> test) {

    /** A whole number within bounds, inclusive. */
    public static Allowed wholeNumber(long min, long max) {
        return wholeNumber("a whole number from " + min + " to " + max, n -> n >= min && n <= max);
    }

    /**
     * A whole number that passes a test.
     *
     * @param words the whole description, including "a whole number"
     */
    public static Allowed wholeNumber(String words, LongPredicate test) {
        return new Allowed(words, value -> {
            try {
                return test.test(Long.parseLong(value));
            } catch (NumberFormatException e) {
                return false;
            }
        });
    }

    /** A number above 0, in decimal digits, and not above that one. */
    public static Allowed numberAboveZero(double most) {
        return new Allowed(String.format(Locale.ROOT, "a number above 0 and at most %.0f", most), value -> {
            try {
                double number = Double.parseDouble(value);
                return number > 0 && number <= most;
            } catch (NumberFormatException e) {
                return false;
            }
        });
    }

    /** One of these names. */
    public static Allowed oneOf(List<String> names) {
        return new Allowed("one of " + String.join(", ", names), names::contains);
    }

    /**
     * A list with commas between its parts.
     *
     * @param words a description
     * @param test true for an allowed part
     */
    public static Allowed listOf(String words, Predicate<String> test) {
        return new Allowed(words, value -> listed(value).allMatch(test));
    }

    /** An address without a user. */
    public static Allowed httpUrl() {
        return new Allowed("a URL like https://host/path", value -> isHttp(value) && !hasUser(value));
    }

    /** Origins as browsers send them, with commas between them. */
    public static Allowed origins() {
        return listOf(
                "a list of origins like https://host or http://host:port with commas between them",
                origin -> isHttp(origin) && origin.matches("https?://[^/?#@]+"));
    }

    /** The path of a directory that exists. */
    public static Allowed directory() {
        return new Allowed("a directory that is there", value -> {
            try {
                return Files.isDirectory(Path.of(value));
            } catch (InvalidPathException e) {
                return false;
            }
        });
    }

    /** One line of at most {@code most} characters. */
    public static Allowed text(int most) {
        return new Allowed(
                "a text of at most " + most + " characters in one line",
                value -> value.length() <= most && value.chars().noneMatch(Character::isISOControl));
    }

    /** A text with that prefix. */
    public static Allowed startingWith(String prefix) {
        return new Allowed("a text that begins with " + prefix, value -> value.startsWith(prefix));
    }

    /** A name of PostgreSQL that needs no quotes. */
    public static Allowed schemaName() {
        return new Allowed(
                "a name of lower-case letters, digits and underscores that does not begin with a digit or pg_",
                value -> value.matches("(?!pg_)[a-z_][a-z0-9_]{0,62}"));
    }

    /** Any text. */
    public static Allowed anything() {
        return new Allowed("any text", value -> true);
    }

    private static Stream<String> listed(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip);
    }

    private static boolean isHttp(String value) {
        try {
            URI uri = new URI(value);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean hasUser(String url) {
        return URI.create(url).getRawUserInfo() != null;
    }
}

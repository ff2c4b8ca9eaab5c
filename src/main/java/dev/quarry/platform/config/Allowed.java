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
 * What a setting may be.
 *
 * @param words it in words, such as "a whole number from 1 to 9"
 * @param test true for a value that may be
 */
record Allowed(String words, Predicate<String> test) {

    static Allowed wholeNumber(long least, long most) {
        return wholeNumber("a whole number from " + least + " to " + most, n -> n >= least && n <= most);
    }

    /** @param words without "a whole number" it would not say enough */
    static Allowed wholeNumber(String words, LongPredicate test) {
        return new Allowed(words, value -> {
            try {
                return test.test(Long.parseLong(value));
            } catch (NumberFormatException e) {
                return false;
            }
        });
    }

    static Allowed numberAboveZero(double most) {
        return new Allowed(String.format(Locale.ROOT, "a number above 0 and at most %.0f", most), value -> {
            try {
                double number = Double.parseDouble(value);
                return number > 0 && number <= most;
            } catch (NumberFormatException e) {
                return false;
            }
        });
    }

    static Allowed oneOf(List<String> names) {
        return new Allowed("one of " + String.join(", ", names), names::contains);
    }

    /** Whether there are exchanges of these names is known only when the files that describe some have been read. */
    static Allowed exchangeNames() {
        return new Allowed(
                "all or none, or a list of names of exchanges with commas between them",
                value -> listed(value).allMatch(name -> name.matches("[a-z0-9_-]{1,64}")));
    }

    static Allowed httpUrl() {
        return new Allowed("a URL like https://host/path", value -> isHttp(value) && !hasUser(value));
    }

    /** Origins as browsers send them, with commas between them. */
    static Allowed origins() {
        return new Allowed(
                "a list of origins like https://host or http://host:port with commas between them",
                value -> listed(value).allMatch(origin -> isHttp(origin) && origin.matches("https?://[^/?#@]+")));
    }

    static Allowed directory() {
        return new Allowed("a directory that is there", value -> {
            try {
                return Files.isDirectory(Path.of(value));
            } catch (InvalidPathException e) {
                return false;
            }
        });
    }

    static Allowed text(int most) {
        return new Allowed(
                "a text of at most " + most + " characters in one line",
                value -> value.length() <= most && value.chars().noneMatch(Character::isISOControl));
    }

    static Allowed startingWith(String prefix) {
        return new Allowed("a text that begins with " + prefix, value -> value.startsWith(prefix));
    }

    /** A name of PostgreSQL that needs no quotes. */
    static Allowed schemaName() {
        return new Allowed(
                "a name of lower-case letters, digits and underscores that does not begin with a digit or pg_",
                value -> value.matches("(?!pg_)[a-z_][a-z0-9_]{0,62}"));
    }

    static Allowed anything() {
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

package dev.quarry.platform.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers and truth values written as text, which forms and clients of the reference send: a text that spells a number
 * in decimal notation is that number, blanks around it aside. Everything else is not a number: a text without a digit,
 * digits of other scripts, and what only Java reads as a number ({@code 1d}, {@code 0x10}, {@code NaN}).
 */
public final class Literals {

    private static final int LONGEST = 64;
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

    private Literals() {}

    /** The number that a text spells; empty when it spells none. Infinite when it is beyond a double. */
    public static Optional<Double> number(String text) {
        String spelled = text.trim();
        return spelled.length() <= LONGEST && NUMBER.matcher(spelled).matches()
                ? Optional.of(Double.valueOf(spelled))
                : Optional.empty();
    }

    /**
     * The whole number that a text spells, without fraction and exponent; empty when it spells none, or one beyond a
     * long.
     */
    public static Optional<Long> integer(String text) {
        String spelled = text.trim();
        if (spelled.length() > LONGEST || !INTEGER.matcher(spelled).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(spelled));
        } catch (NumberFormatException beyond) {
            return Optional.empty();
        }
    }

    /** The truth value that a text spells: true or false in any case, 1 or 0; empty when it spells none. */
    public static Optional<Boolean> flag(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}

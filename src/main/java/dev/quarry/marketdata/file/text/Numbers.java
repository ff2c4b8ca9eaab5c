package dev.quarry.marketdata.file.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the numbers of a file: with a decimal point or a decimal comma, with or without thousands separators, with a
 * currency sign before or after, and with K, M or B after a volume.
 */
public final class Numbers {

    /**
     * Up to here every whole number is exact as a double, and so are these powers of ten, so their quotient is rounded
     * only once.
     */
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final Set<String> MISSING = Set.of(
            "", "-", "--", ".", "–", "—", "nan", "null", "none", "nil", "n/a", "na", "#n/a", "#na", "<na>", "nat");
    private static final Map<Character, Integer> SUFFIXES = Map.of('K', 3, 'M', 6, 'B', 9, 'T', 12);
    private static final Pattern AROUND = Pattern.compile("^[\\s$€£¥]+|[\\s$€£¥]+$|(?<=^-)[$€£¥]");
    private static final Pattern BLANKS = Pattern.compile("(?<=\\d)[\\s\u00a0\u202f'’_](?=\\d{3}(?!\\d))");
    private static final Pattern PLAIN = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern GROUPED = Pattern.compile("[-+]?\\d{1,3}(,\\d{3})+(\\.\\d*)?");

    private final boolean decimalComma;

    public Numbers(boolean decimalComma) {
        this.decimalComma = decimalComma;
    }

    /** The decimal sign. */
    public String decimalSign() {
        return decimalComma ? "," : ".";
    }

    /** Whether the field says that there is no value. */
    public static boolean isMissing(String field) {
        return field.length() <= 5
                && (field.isEmpty() || !isDigit(field.charAt(0)))
                && MISSING.contains(field.toLowerCase(Locale.ROOT));
    }

    /** Whether the numbers of a file have a decimal comma, as far as these fields show. */
    public static boolean haveDecimalComma(List<String> fields, boolean commaDelimited) {
        boolean undecided = false;
        for (String field : fields) {
            int comma = field.lastIndexOf(',');
            int point = field.lastIndexOf('.');
            if (comma < 0) {
                continue;
            }
            if (point >= 0) {
                return comma > point;
            }
            if (field.indexOf(',') != comma) {
                return false;
            }
            if (!isEitherWay(field)) {
                return true;
            }
            undecided = true;
        }
        return undecided && !commaDelimited && fields.stream().noneMatch(field -> field.indexOf('.') >= 0);
    }

    /** Whether the single comma in it can separate thousands or decimals, as in 147,123. */
    public static boolean isEitherWay(String field) {
        int comma = field.indexOf(',');
        return comma > 0
                && comma <= 3
                && field.lastIndexOf(',') == comma
                && field.length() - comma == 4
                && field.indexOf('.') < 0
                && field.charAt(0) != '0';
    }

    /** Whether it would be read as a number. */
    public boolean isNumber(String field) {
        try {
            read(field, "");
            return true;
        } catch (BadLineException e) {
            return false;
        }
    }

    /**
     * The double nearest to the decimal number, as by {@link Double#parseDouble}, but without its words and
     * hexadecimals.
     */
    public double read(String field, String name) throws BadLineException {
        long digits = 0;
        int decimals = -1;
        boolean any = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (isDigit(c)) {
                digits = digits * 10 + c - '0';
                any = true;
                decimals += decimals >= 0 ? 1 : 0;
            } else if (c == '.' && decimals < 0 && !decimalComma) {
                decimals = 0;
            } else {
                return anyNumber(field, name);
            }
            if (digits >= EXACT || decimals >= POWERS_OF_TEN.length) {
                return anyNumber(field, name);
            }
        }
        return any ? digits / POWERS_OF_TEN[Math.max(0, decimals)] : anyNumber(field, name);
    }

    /** Reads a number that may have K, M, B or T for thousands, millions, billions and trillions. */
    public double readVolume(String field, String name) throws BadLineException {
        int last = field.length() - 1;
        Integer power = last > 0 && !isDigit(field.charAt(last))
                ? SUFFIXES.get(Character.toUpperCase(field.charAt(last)))
                : null;
        if (power == null) {
            return read(field, name);
        }
        try {
            return new BigDecimal(plain(field.substring(0, last).strip()))
                    .scaleByPowerOfTen(power)
                    .doubleValue();
        } catch (NumberFormatException e) {
            throw noNumber(field, name);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private double anyNumber(String field, String name) throws BadLineException {
        String plain = plain(field);
        if (!PLAIN.matcher(plain).matches()) {
            throw noNumber(field, name);
        }
        return Double.parseDouble(plain);
    }

    private String plain(String field) {
        String text = BLANKS.matcher(AROUND.matcher(field).replaceAll("")).replaceAll("");
        if (decimalComma) {
            text = text.replace('.', '\u0000').replace(',', '.').replace('\u0000', ',');
        }
        return GROUPED.matcher(text).matches() ? text.replace(",", "") : text;
    }

    private static BadLineException noNumber(String field, String name) {
        return new BadLineException(
                Numbers.isMissing(field)
                        ? "has no " + name
                        : "the " + name + " " + Fields.quoted(field) + " is not a number");
    }
}

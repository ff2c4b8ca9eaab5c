package dev.quarry.marketdata.file;

import dev.quarry.platform.json.Timestamps;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the time of a bar, whatever the source's habit. */
final class BarTime {

    /** How CryptoDataDownload wrote hours until 2020: {@code 2019-10-17 09-AM}. */
    private static final Pattern HALF_DAY_HOUR = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d{2})-([AP])M");

    private static final String PATTERN = "0000-00-00 00:00:00";

    private static final String NO_TIME = "the time is neither ISO-8601 nor a count since 1970";

    private BarTime() {}

    /**
     * Milliseconds since the epoch. A whole number is seconds, milliseconds or microseconds by its digits (up to 11, 12
     * to 14, 15 to 17: each unit for the years 1974 to 4000 and beyond); anything else is ISO-8601, UTC without an
     * offset.
     */
    static long millis(String text) throws BadLineException {
        String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        if (isWholeNumber(digits)) {
            return epoch(digits);
        }
        if (isPlainSecond(text)) {
            return plainSecond(text);
        }
        Matcher halfDay = HALF_DAY_HOUR.matcher(text);
        String iso = text;
        if (halfDay.matches()) {
            int hour =
                    Integer.parseInt(halfDay.group(2)) % 12 + (halfDay.group(3).equals("P") ? 12 : 0);
            iso = String.format(Locale.ROOT, "%s %02d:00", halfDay.group(1), hour);
        }
        return Timestamps.parse(iso)
                .orElseThrow(() -> new BadLineException(NO_TIME))
                .toInstant()
                .toEpochMilli();
    }

    /** {@code 2024-05-01 12:30:00}, with a T for the blank or a Z behind: what most files have, read without a parser. */
    private static boolean isPlainSecond(String text) {
        if (text.length() != PATTERN.length() && !(text.length() == PATTERN.length() + 1 && text.endsWith("Z"))) {
            return false;
        }
        for (int i = 0; i < PATTERN.length(); i++) {
            char wanted = PATTERN.charAt(i);
            char c = text.charAt(i);
            boolean fits = wanted == '0' ? c >= '0' && c <= '9' : c == wanted || (wanted == ' ' && c == 'T');
            if (!fits) {
                return false;
            }
        }
        return number(text, 0, 4) > 0
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    private static long plainSecond(String text) throws BadLineException {
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            int minutes = number(text, 11, 13) * 60 + number(text, 14, 16);
            return (day * 86_400 + minutes * 60 + number(text, 17, 19)) * 1000;
        } catch (DateTimeException e) {
            throw new BadLineException(NO_TIME);
        }
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isWholeNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static long epoch(String digits) throws BadLineException {
        if (digits.length() < 9 || digits.length() > 17) {
            throw new BadLineException("the time has too few or too many digits for a count since 1970");
        }
        long count = Long.parseLong(digits);
        if (digits.length() <= 11) {
            return count * 1000;
        }
        if (digits.length() <= 14) {
            return count;
        }
        if (count % 1000 != 0) {
            throw new BadLineException("the time is not a whole millisecond");
        }
        return count / 1000;
    }
}

package dev.quarry.marketdata.file.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as text, taken apart: a date in numbers (year first, or last) or with the month's name, a clock time of 24 or
 * twice 12 hours, an offset or a time zone. Which of two numbers before the year is the day is the caller's to know.
 */
public final class TimeText {

    /** Which number comes first where the year comes last, as in 03/04/2024. */
    public enum DayOrder {
        MONTH_FIRST,
        DAY_FIRST
    }

    private static final Pattern HALF_OF_THE_DAY = Pattern.compile("(?i)[ap](m(?!\\p{L})|\\.m\\.)");
    private static final int DAY_MILLIS = 86_400_000;

    private final String text;
    private int at;
    private int year;
    private int first;
    private int second;
    private boolean yearLast;
    private boolean dotted;
    private int clockMillis;
    private boolean hasClock;
    private ZoneId zone;

    private TimeText(String text) {
        this.text = text;
    }

    /** @throws BadLineException when it is no date, or no date with a time, in any spelling that is known */
    public static TimeText parse(String text) throws BadLineException {
        TimeText time = new TimeText(text.strip());
        try {
            time.date();
            time.clock();
            time.zone();
        } catch (NumberFormatException | DateTimeException | StringIndexOutOfBoundsException e) {
            throw time.unknown();
        }
        return time;
    }

    /** A clock time alone, such as 09:30, 093000 or 9:30 PM, as milliseconds since midnight. */
    public static int clockMillis(String text) throws BadLineException {
        TimeText time = new TimeText(text.strip());
        try {
            String digits = time.text;
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9') && !digits.isEmpty()) {
                int wanted = digits.length() <= 2 ? 2 : digits.length() <= 4 ? 4 : 6;
                time = new TimeText("0".repeat(Math.max(0, wanted - digits.length())) + digits);
            }
            time.clockFields();
            time.zone();
            return time.clockMillis;
        } catch (NumberFormatException | DateTimeException | StringIndexOutOfBoundsException e) {
            throw time.unknown();
        }
    }

    /** True when it names a time of day, false when only a date. */
    public boolean hasClock() {
        return hasClock;
    }

    /** The offset or zone that stands in the text; null when there is none. */
    public ZoneId zoneOrNull() {
        return zone;
    }

    /** True when the year comes last and both numbers before it could be a month. */
    public boolean isAmbiguous() {
        return yearLast && !dotted && first <= 12 && second <= 12 && first != second;
    }

    /** What the text itself says of the order; null when it says nothing. */
    public DayOrder orderOrNull() {
        if (!yearLast || dotted || (first <= 12 && second <= 12)) {
            return null;
        }
        return first > 12 ? DayOrder.DAY_FIRST : DayOrder.MONTH_FIRST;
    }

    /** Milliseconds since 1970-01-01 00:00 of its own calendar, its offset or zone left aside. */
    public long localMillis(DayOrder order) throws BadLineException {
        boolean dayFirst = dotted || order == DayOrder.DAY_FIRST;
        int month = yearLast && dayFirst ? second : first;
        int day = yearLast && dayFirst ? first : second;
        if (year < 1) {
            throw unknown();
        }
        try {
            return LocalDate.of(year, month, day).toEpochDay() * DAY_MILLIS + clockMillis;
        } catch (DateTimeException e) {
            throw unknown();
        }
    }

    private void date() throws BadLineException {
        skipWeekday();
        if (Character.isLetter(peek())) {
            first = month(word());
            skip(" -.,/");
            second = number(1, 2);
            skip(" -,/");
            year = fullYear(number(2, 4));
            return;
        }
        int start = at;
        int digits = digitsAhead();
        if (digits >= 8) {
            compact(start, digits);
            return;
        }
        int number = number(1, 4);
        char separator = peek();
        if (digits == 4) {
            year = number;
            skipOne("-/.");
            first = Character.isLetter(peek()) ? month(word()) : number(1, 2);
            skipOne("-/.");
            second = number(1, 2);
            return;
        }
        skip(" -/.,");
        if (Character.isLetter(peek())) {
            second = number;
            first = month(word());
            skip(" -/.,");
        } else {
            first = number;
            second = number(1, 2);
            yearLast = true;
            dotted = separator == '.';
            skipOne("-/.");
        }
        year = fullYear(number(2, 4));
    }

    private void skipWeekday() {
        int start = at;
        String word = word();
        if (CalendarWords.isWeekday(word)) {
            skip(" ,.");
        } else {
            at = start;
        }
    }

    private void compact(int start, int digits) throws BadLineException {
        year = Integer.parseInt(text, start, start + 4, 10);
        first = Integer.parseInt(text, start + 4, start + 6, 10);
        second = Integer.parseInt(text, start + 6, start + 8, 10);
        at = start + 8;
        if (digits != 8 && digits != 12 && digits != 14 && digits != 17) {
            throw unknown();
        }
    }

    private void clock() throws BadLineException {
        if (at == text.length()) {
            return;
        }
        if (!isDigit(peek())) {
            skip(" T,_-:t");
        }
        if (isDigit(peek())) {
            clockFields();
            hasClock = true;
        }
    }

    private void clockFields() throws BadLineException {
        int digits = digitsAhead();
        int hour;
        int minute = 0;
        int secondOfMinute = 0;
        int millis = 0;
        if (digits == 4 || digits == 6 || digits == 9) {
            hour = number(2, 2);
            minute = number(2, 2);
            secondOfMinute = digits >= 6 ? number(2, 2) : 0;
            millis = digits == 9 ? number(3, 3) : 0;
        } else {
            hour = number(1, 2);
            if (peek() == ':') {
                at++;
                minute = number(2, 2);
                if (peek() == ':') {
                    at++;
                    secondOfMinute = number(2, 2);
                }
            }
        }
        if (peek() == '.' || peek() == ',') {
            at++;
            millis = fraction();
        }
        hour = halfDay(hour);
        boolean endOfDay = hour == 24 && minute == 0 && secondOfMinute == 0 && millis == 0;
        if ((hour > 23 && !endOfDay) || minute > 59 || secondOfMinute > 59) {
            throw unknown();
        }
        clockMillis = ((hour * 60 + minute) * 60 + secondOfMinute) * 1000 + millis;
    }

    private int fraction() throws BadLineException {
        int digits = digitsAhead();
        if (digits == 0) {
            throw unknown();
        }
        String fraction = (text.substring(at, at + digits) + "000").substring(0, 3);
        String beyond = text.substring(Math.min(at + 3, at + digits), at + digits);
        at += digits;
        if (!beyond.chars().allMatch(c -> c == '0')) {
            throw new BadLineException("the time " + Fields.quoted(text) + " is not a whole millisecond");
        }
        return Integer.parseInt(fraction);
    }

    /** AM and PM, as in 1:30 PM, 09-PM and 1:30 p.m.; the hour as it is when there is none of them. */
    private int halfDay(int hour) throws BadLineException {
        int start = at;
        skip(" -");
        Matcher matcher = HALF_OF_THE_DAY.matcher(text).region(at, text.length());
        String mark = matcher.lookingAt() ? matcher.group() : "";
        if (mark.isEmpty()) {
            at = start;
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw unknown();
        }
        at += mark.length();
        return hour % 12 + (Character.toUpperCase(mark.charAt(0)) == 'P' ? 12 : 0);
    }

    private void zone() throws BadLineException {
        skip(" ");
        if (at < text.length()) {
            zone = ZoneText.parse(text.substring(at).strip(), text);
            at = text.length();
        }
    }

    private BadLineException unknown() {
        return new BadLineException("the time " + Fields.quoted(text) + " is in no spelling that is known here");
    }

    private int month(String word) throws BadLineException {
        return CalendarWords.month(word).orElseThrow(this::unknown);
    }

    private static int fullYear(int year) {
        return year >= 100 ? year : year + (year < 70 ? 2000 : 1900);
    }

    private String word() {
        int start = at;
        while (Character.isLetter(peek())) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private int number(int least, int most) throws BadLineException {
        int digits = Math.min(most, digitsAhead());
        if (digits < least) {
            throw unknown();
        }
        int value = Integer.parseInt(text, at, at + digits, 10);
        at += digits;
        return value;
    }

    private int digitsAhead() {
        int end = at;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end - at;
    }

    private void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void skipOne(String characters) throws BadLineException {
        if (at == text.length() || characters.indexOf(text.charAt(at)) < 0) {
            throw unknown();
        }
        at++;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

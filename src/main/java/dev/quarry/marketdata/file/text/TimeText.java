package dev.quarry.marketdata.file.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed time text: a date in numbers (year first, or last) or with the month's name, a clock time of 24 or 12 hours,
 * an offset or a time zone. The caller decides which of two numbers before the year is the day.
 */
public final class TimeText {

    /** Which number comes first where the year comes last, as in 03/04/2024. */
    public enum DayOrder {
        MONTH_FIRST,
        DAY_FIRST
    }

    private static final Pattern HALF_OF_THE_DAY = Pattern.compile("(?i)[ap](m(?!\\p{L})|\\.m\\.)");
    private static final int DAY_MILLIS = 86_400_000;

    private final TextCursor in;
    private int year;
    private int first;
    private int second;
    private boolean yearLast;
    private boolean dotted;
    private int clockMillis;
    private boolean hasClock;
    private ZoneId zone;

    private TimeText(String text) {
        this.in = new TextCursor(text);
    }

    /** @throws BadLineException when it is not a date, or a date with a time, in any known form */
    public static TimeText parse(String text) throws BadLineException {
        TimeText time = new TimeText(text.strip());
        try {
            time.date();
            time.clock();
            time.zone();
        } catch (NumberFormatException | DateTimeException | StringIndexOutOfBoundsException e) {
            throw time.in.unknown();
        }
        return time;
    }

    /** A clock time alone, such as 09:30, 093000 or 9:30 PM, as milliseconds since midnight. */
    public static int clockMillis(String text) throws BadLineException {
        TimeText time = new TimeText(text.strip());
        try {
            String digits = time.in.text;
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9') && !digits.isEmpty()) {
                int width = digits.length() <= 2 ? 2 : digits.length() <= 4 ? 4 : 6;
                time = new TimeText("0".repeat(Math.max(0, width - digits.length())) + digits);
            }
            time.clockFields();
            time.zone();
            return time.clockMillis;
        } catch (NumberFormatException | DateTimeException | StringIndexOutOfBoundsException e) {
            throw time.in.unknown();
        }
    }

    /** Whether it contains a time of day, not only a date. */
    public boolean hasClock() {
        return hasClock;
    }

    /** The offset or zone in the text; null when there is none. */
    public ZoneId zoneOrNull() {
        return zone;
    }

    /** Whether the year comes last and both numbers before it could be a month. */
    public boolean isAmbiguous() {
        return yearLast && !dotted && first <= 12 && second <= 12 && first != second;
    }

    /** The order that follows from the text itself; null when none does. */
    public DayOrder orderOrNull() {
        if (!yearLast || dotted || (first <= 12 && second <= 12)) {
            return null;
        }
        return first > 12 ? DayOrder.DAY_FIRST : DayOrder.MONTH_FIRST;
    }

    /** Milliseconds since 1970-01-01 00:00 local time, ignoring its offset or zone. */
    public long localMillis(DayOrder order) throws BadLineException {
        boolean dayFirst = dotted || order == DayOrder.DAY_FIRST;
        int month = yearLast && dayFirst ? second : first;
        int day = yearLast && dayFirst ? first : second;
        if (year < 1) {
            throw in.unknown();
        }
        try {
            return LocalDate.of(year, month, day).toEpochDay() * DAY_MILLIS + clockMillis;
        } catch (DateTimeException e) {
            throw in.unknown();
        }
    }

    private void date() throws BadLineException {
        skipWeekday();
        if (Character.isLetter(in.peek())) {
            first = month(in.word());
            in.skip(" -.,/");
            second = in.number(1, 2);
            in.skip(" -,/");
            year = fullYear(in.number(2, 4));
            return;
        }
        int start = in.at;
        int digits = in.digitsAhead();
        if (digits >= 8) {
            compact(start, digits);
            return;
        }
        int number = in.number(1, 4);
        char separator = in.peek();
        if (digits == 4) {
            year = number;
            in.skipOne("-/.");
            first = Character.isLetter(in.peek()) ? month(in.word()) : in.number(1, 2);
            in.skipOne("-/.");
            second = in.number(1, 2);
            return;
        }
        in.skip(" -/.,");
        if (Character.isLetter(in.peek())) {
            second = number;
            first = month(in.word());
            in.skip(" -/.,");
        } else {
            first = number;
            second = in.number(1, 2);
            yearLast = true;
            dotted = separator == '.';
            in.skipOne("-/.");
        }
        year = fullYear(in.number(2, 4));
    }

    private void skipWeekday() {
        int start = in.at;
        String word = in.word();
        if (CalendarWords.isWeekday(word)) {
            in.skip(" ,.");
        } else {
            in.at = start;
        }
    }

    private void compact(int start, int digits) throws BadLineException {
        year = Integer.parseInt(in.text, start, start + 4, 10);
        first = Integer.parseInt(in.text, start + 4, start + 6, 10);
        second = Integer.parseInt(in.text, start + 6, start + 8, 10);
        in.at = start + 8;
        if (digits != 8 && digits != 12 && digits != 14 && digits != 17) {
            throw in.unknown();
        }
    }

    private void clock() throws BadLineException {
        if (in.isAtEnd()) {
            return;
        }
        if (!TextCursor.isDigit(in.peek())) {
            in.skip(" T,_-:t");
        }
        if (TextCursor.isDigit(in.peek())) {
            clockFields();
            hasClock = true;
        }
    }

    private void clockFields() throws BadLineException {
        int digits = in.digitsAhead();
        int hour;
        int minute = 0;
        int secondOfMinute = 0;
        int millis = 0;
        if (digits == 4 || digits == 6 || digits == 9) {
            hour = in.number(2, 2);
            minute = in.number(2, 2);
            secondOfMinute = digits >= 6 ? in.number(2, 2) : 0;
            millis = digits == 9 ? in.number(3, 3) : 0;
        } else {
            hour = in.number(1, 2);
            if (in.peek() == ':') {
                in.at++;
                minute = in.number(2, 2);
                if (in.peek() == ':') {
                    in.at++;
                    secondOfMinute = in.number(2, 2);
                }
            }
        }
        if (in.peek() == '.' || in.peek() == ',') {
            in.at++;
            millis = fraction();
        }
        hour = halfDay(hour);
        boolean endOfDay = hour == 24 && minute == 0 && secondOfMinute == 0 && millis == 0;
        if ((hour > 23 && !endOfDay) || minute > 59 || secondOfMinute > 59) {
            throw in.unknown();
        }
        clockMillis = ((hour * 60 + minute) * 60 + secondOfMinute) * 1000 + millis;
    }

    private int fraction() throws BadLineException {
        int digits = in.digitsAhead();
        if (digits == 0) {
            throw in.unknown();
        }
        String fraction = (in.text.substring(in.at, in.at + digits) + "000").substring(0, 3);
        String beyond = in.text.substring(Math.min(in.at + 3, in.at + digits), in.at + digits);
        in.at += digits;
        if (!beyond.chars().allMatch(c -> c == '0')) {
            throw new BadLineException("the time " + Fields.quoted(in.text) + " is not a whole millisecond");
        }
        return Integer.parseInt(fraction);
    }

    /** AM and PM, as in 1:30 PM, 09-PM and 1:30 p.m.; the hour unchanged when there is neither. */
    private int halfDay(int hour) throws BadLineException {
        int start = in.at;
        in.skip(" -");
        Matcher matcher = HALF_OF_THE_DAY.matcher(in.text).region(in.at, in.text.length());
        String mark = matcher.lookingAt() ? matcher.group() : "";
        if (mark.isEmpty()) {
            in.at = start;
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw in.unknown();
        }
        in.at += mark.length();
        return hour % 12 + (Character.toUpperCase(mark.charAt(0)) == 'P' ? 12 : 0);
    }

    private void zone() throws BadLineException {
        in.skip(" ");
        if (!in.isAtEnd()) {
            zone = ZoneText.parse(in.text.substring(in.at).strip(), in.text);
            in.at = in.text.length();
        }
    }

    private int month(String word) throws BadLineException {
        return CalendarWords.month(word).orElseThrow(in::unknown);
    }

    private static int fullYear(int year) {
        return year >= 100 ? year : year + (year < 70 ? 2000 : 1900);
    }
}

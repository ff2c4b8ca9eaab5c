package dev.quarry.marketdata.file.text;

import dev.quarry.marketdata.file.text.TimeText.DayOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the times of a file's bars in any usual form. Remembers the previous row, since only the neighbours decide
 * which of the two hours is meant that occur when summer time ends. Not thread-safe.
 */
public final class BarTime {

    private static final Pattern SCIENTIFIC = Pattern.compile("[-+]?\\d+([.,]\\d+)?[eE][-+]?\\d+");
    private static final String PATTERN = "0000-00-00 00:00:00";
    private static final int EARLIEST_COMPACT_YEAR = 1800;
    private static final int LATEST_COMPACT_YEAR = 2199;
    private static final String GREATEST = Long.toString(Long.MAX_VALUE);
    private static final long FIRST_YEAR = 62_135_596_800_000L; // before 1970, in milliseconds
    private static final long DAY = 86_400_000;

    private final DayOrder order;
    private final ZoneId zone;
    private final boolean descending;
    private final boolean ownDates;
    private long previous;
    private boolean any;

    /**
     * @param order which number is the day where the year comes last
     * @param zone the zone of times without an offset
     * @param descending true when the newest bar comes first
     * @param ownDates true: the time is the date as written, at 00:00 UTC, in whatever time zone that date begins
     */
    public BarTime(DayOrder order, ZoneId zone, boolean descending, boolean ownDates) {
        this.order = order;
        this.zone = zone;
        this.descending = descending;
        this.ownDates = ownDates;
    }

    /** A reader for which times without an offset are UTC, and ambiguous dates have the month first. */
    static BarTime utc() {
        return new BarTime(DayOrder.MONTH_FIRST, ZoneOffset.UTC, false, false);
    }

    /** Whether the newest bar comes first. */
    public boolean isDescending() {
        return descending;
    }

    /** The open of a bar, milliseconds since the epoch. */
    public long millis(String text) throws BadLineException {
        if (isCount(text)) {
            return epochMillis(text);
        }
        if (zone == ZoneOffset.UTC && isPlainSecond(text)) {
            return plainSecond(text);
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            throw new BadLineException(
                    "the time " + Fields.quoted(text)
                            + " is in scientific notation: a spreadsheet has rounded its digits away; export it as a whole number or as text");
        }
        TimeText time = TimeText.parse(text);
        return resolved(time.localMillis(order), time.hasClock(), time.zoneOrNull(), text);
    }

    /** The open of a bar whose date and time of day are in separate fields. */
    public long millis(String date, String clock) throws BadLineException {
        TimeText day = TimeText.parse(date);
        return resolved(
                day.localMillis(order) + TimeText.clockMillis(clock), true, day.zoneOrNull(), date + " " + clock);
    }

    private long resolved(long local, boolean hasClock, ZoneId own, String text) throws BadLineException {
        if (ownDates) {
            return Math.floorDiv(local, DAY) * DAY;
        }
        ZoneId of = own == null ? zone : own;
        if (of instanceof ZoneOffset offset) {
            return local - offset.getTotalSeconds() * 1000L;
        }
        LocalDateTime wall = LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC);
        List<ZoneOffset> offsets = of.getRules().getValidOffsets(wall);
        if (offsets.isEmpty()) {
            throw new BadLineException(
                    "the time " + Fields.quoted(text) + " was skipped by the clocks of " + of.getId());
        }
        long time = local - offsets.get(0).getTotalSeconds() * 1000L;
        if (offsets.size() > 1) {
            time = ofTwo(time, local - offsets.get(1).getTotalSeconds() * 1000L);
        }
        previous = time;
        any = true;
        return time;
    }

    /** That of an hour's two occurrences which follows the previous row, in the direction of the file. */
    private long ofTwo(long earlier, long later) {
        if (descending) {
            return !any || later < previous ? later : earlier;
        }
        return !any || earlier > previous ? earlier : later;
    }

    /**
     * Whether a text is a count since 1970 (a whole number of 9 digits or more, a negative one, or one with a fraction)
     * and not a date written without separators.
     */
    public static boolean isCount(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int dot = -1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && dot < 0) {
                dot = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        int digits = (dot < 0 ? text.length() : dot) - start;
        return digits > 0 && (dot > 0 ? digits > 4 : start == 1 || !isCompactDate(text));
    }

    /** Whether digits are a date: 20240102, 202401020930, 20240102093000 and the last with milliseconds. */
    private static boolean isCompactDate(String digits) {
        int length = digits.length();
        if (length != 8 && length != 12 && length != 14 && length != 17) {
            return false;
        }
        int year = number(digits, 0, 4);
        int month = number(digits, 4, 6);
        int day = number(digits, 6, 8);
        return year >= EARLIEST_COMPACT_YEAR
                && year <= LATEST_COMPACT_YEAR
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && (length == 8 || (number(digits, 8, 10) < 24 && number(digits, 10, 12) < 60));
    }

    /**
     * The milliseconds of a count, which is in seconds, milliseconds, microseconds or nanoseconds if it has up to 11,
     * 14, 17 or 20 digits. This fits for the years 1974 to 4000 and beyond, and for those before 1970.
     */
    private static long epochMillis(String text) throws BadLineException {
        boolean negative = text.startsWith("-");
        int dot = text.indexOf('.');
        String digits = text.substring(negative ? 1 : 0, dot < 0 ? text.length() : dot);
        String fraction = dot < 0 ? "" : text.substring(dot + 1);
        if ((digits.length() < 9 && !negative)
                || digits.length() > GREATEST.length()
                || (digits.length() == GREATEST.length() && digits.compareTo(GREATEST) > 0)) {
            throw new BadLineException(
                    "the time " + Fields.quoted(text) + " has too few or too many digits for a count since 1970");
        }
        long count = Long.parseLong(digits);
        long millis;
        if (digits.length() <= 11) {
            millis = count * 1000 + milliseconds(fraction);
        } else if (digits.length() <= 14) {
            millis = count;
        } else {
            long unit = digits.length() <= 17 ? 1000 : 1_000_000;
            if (count % unit != 0) {
                throw new BadLineException("the time " + Fields.quoted(text) + " is not a whole millisecond");
            }
            millis = count / unit;
        }
        if (negative && millis > FIRST_YEAR) {
            throw new BadLineException("the time " + Fields.quoted(text) + " is before the year 1");
        }
        return negative ? -millis : millis;
    }

    private static long milliseconds(String fraction) {
        return fraction.isEmpty() ? 0 : Math.round(Double.parseDouble("0." + fraction) * 1000);
    }

    /**
     * {@code 2024-05-01 12:30:00}, with a T for the blank or a Z at the end: the form of most files, read without a
     * parser.
     */
    private static boolean isPlainSecond(String text) {
        if (text.length() != PATTERN.length() && !(text.length() == PATTERN.length() + 1 && text.endsWith("Z"))) {
            return false;
        }
        for (int i = 0; i < PATTERN.length(); i++) {
            char expected = PATTERN.charAt(i);
            char c = text.charAt(i);
            boolean fits = expected == '0' ? c >= '0' && c <= '9' : c == expected || (expected == ' ' && c == 'T');
            if (!fits) {
                return false;
            }
        }
        return number(text, 0, 4) > 0
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    private long plainSecond(String text) throws BadLineException {
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            int minutes = number(text, 11, 13) * 60 + number(text, 14, 16);
            return ownDates ? day * DAY : (day * 86_400 + minutes * 60 + number(text, 17, 19)) * 1000;
        } catch (DateTimeException e) {
            throw new BadLineException("the time " + Fields.quoted(text) + " is in no calendar");
        }
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}

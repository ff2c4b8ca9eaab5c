package dev.quarry.platform.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as the REST contract writes and reads them: those of the years 1 to 9999, which can be stored everywhere. */
public final class Timestamps {

    /** What a text must be to be such a time, worded to follow a field's name. */
    public static final String EXPECTED =
            "must be an ISO-8601 time such as 2024-01-31T00:00:00Z, of the years 1 to 9999";

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String LAST_MILLISECOND = "T23:59:59.999Z";

    private Timestamps() {}

    /** ISO-8601 in UTC with whole seconds and the offset {@code +00:00}, as the reference writes it. */
    public static String text(OffsetDateTime time) {
        return WRITTEN.format(time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
    }

    /** Milliseconds since the epoch, as times of bars are counted, as a time in UTC. */
    public static OffsetDateTime utc(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    /** ISO-8601 in UTC, with milliseconds where they are not zero. */
    static String exactText(OffsetDateTime time) {
        OffsetDateTime exact = time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
        return exact.getNano() == 0 ? text(time) : EXACT.format(exact);
    }

    /**
     * Reads the inclusive end of a range; the only place where this is defined: a date alone includes all of that day,
     * up to its last millisecond (UTC); everything else is the instant that {@link #parse} reads.
     */
    public static Optional<OffsetDateTime> parseEnd(String text) {
        return parse(endText(text));
    }

    /** The end of a range as a text that does not depend on that rule: an instant stays as it was written. */
    public static String endText(String text) {
        return isDate(text) ? text.trim() + LAST_MILLISECOND : text;
    }

    /** Whether a text is a date alone. */
    public static boolean isDate(String text) {
        return text != null && DATE.matcher(text.trim()).matches();
    }

    /**
     * Reads ISO-8601: a time with an offset, a time without one (UTC), or a date alone (its midnight, UTC). A blank
     * between date and time is accepted for the T. Empty when the text is none of these, and when the time
     * is not {@link #isHeld held}.
     */
    public static Optional<OffsetDateTime> parse(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String iso = text.trim().replace(' ', 'T');
        try {
            return Optional.of(read(iso)).filter(Timestamps::isHeld);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a time is in the years 1 to 9999, in UTC. */
    public static boolean isHeld(OffsetDateTime time) {
        int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9999;
    }

    private static OffsetDateTime read(String iso) {
        if (iso.length() == 10) {
            return LocalDate.parse(iso).atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        boolean hasOffset =
                iso.endsWith("Z") || iso.endsWith("z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return hasOffset
                ? OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC)
                : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
    }
}

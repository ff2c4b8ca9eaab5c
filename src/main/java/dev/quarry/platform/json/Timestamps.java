package dev.quarry.platform.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as the REST contract writes and reads them. */
public final class Timestamps {

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    private Timestamps() {}

    /** ISO-8601 in UTC with whole seconds and the offset {@code +00:00}, as the reference writes it. */
    public static String text(OffsetDateTime time) {
        return WRITTEN.format(time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
    }

    /** The same with milliseconds where they are not zero. */
    static String exactText(OffsetDateTime time) {
        OffsetDateTime exact = time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
        return exact.getNano() == 0 ? text(time) : EXACT.format(exact);
    }

    /**
     * Reads ISO-8601: a time with an offset, a time without one (UTC), or a date alone (its midnight, UTC). A blank
     * between date and time is accepted for the T. Empty when the text is none of these.
     */
    public static Optional<OffsetDateTime> parse(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String iso = text.trim().replace(' ', 'T');
        try {
            if (iso.length() == 10) {
                return Optional.of(LocalDate.parse(iso).atStartOfDay().atOffset(ZoneOffset.UTC));
            }
            boolean hasOffset =
                    iso.endsWith("Z") || iso.endsWith("z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
            return Optional.of(
                    hasOffset
                            ? OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC)
                            : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package dev.quarry.job;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of jobs, newest first, ended. Unlike an offset it is as fast on the last page as on the first, and jobs
 * that are stored meanwhile shift nothing.
 *
 * @param createdAt of the last job of the page
 * @param id of the last job of the page
 */
public record JobCursor(OffsetDateTime createdAt, long id) {

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** The text that clients send back. */
    public String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt.toInstant());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + ":" + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** The cursor of that text; empty when it is not a valid one. */
    public static Optional<JobCursor> of(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", 2);
            Instant time = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
            return time.isBefore(Instant.EPOCH) || time.isAfter(LAST)
                    ? Optional.empty()
                    : Optional.of(new JobCursor(time.atOffset(ZoneOffset.UTC), Long.parseLong(parts[1])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | DateTimeException e) {
            return Optional.empty();
        }
    }
}

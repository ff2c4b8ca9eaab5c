package dev.quarry.marketdata;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The time as of which prices are read: as they are, or as they were.
 *
 * @param time later changes are ignored; null for now
 */
public record AsOf(Instant time) {

    /** The prices as they are. */
    public static final AsOf NOW = new AsOf(null);

    /** The earliest time that is stored. */
    public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    /** The latest time that is stored. */
    public static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The prices as they were at that time; null: as they are. */
    public static AsOf of(OffsetDateTime time) {
        if (time == null) {
            return NOW;
        }
        Instant instant = time.toInstant();
        return new AsOf(instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant);
    }

    /** The time, UTC; null for now. */
    public OffsetDateTime offsetTime() {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** The earlier of both times, since a bar that ended later had not ended then. */
    public Instant within(Instant now) {
        return isNow() || now.isBefore(time) ? now : time;
    }

    /** Whether prices are read as they are. */
    public boolean isNow() {
        return time == null;
    }
}

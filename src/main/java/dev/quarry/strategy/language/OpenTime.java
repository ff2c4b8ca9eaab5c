package dev.quarry.strategy.language;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** When a bar opens, on the clock and calendar of UTC. */
public enum OpenTime {
    HOUR("0 to 23"),
    MINUTE("0 to 59"),
    DAY_OF_WEEK("1 on Monday to 7 on Sunday"),
    DAY_OF_MONTH("1 to 31"),
    MONTH("1 to 12");

    private final String meaning;

    OpenTime(String meaning) {
        this.meaning = meaning;
    }

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a few words. */
    public String meaning() {
        return meaning;
    }

    /** Of a bar that opens then, milliseconds since the epoch. */
    public double at(long openTime) {
        OffsetDateTime time = Instant.ofEpochMilli(openTime).atOffset(ZoneOffset.UTC);
        return switch (this) {
            case HOUR -> time.getHour();
            case MINUTE -> time.getMinute();
            case DAY_OF_WEEK -> time.getDayOfWeek().getValue();
            case DAY_OF_MONTH -> time.getDayOfMonth();
            case MONTH -> time.getMonthValue();
        };
    }
}

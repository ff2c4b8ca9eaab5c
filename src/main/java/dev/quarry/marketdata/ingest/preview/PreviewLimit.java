package dev.quarry.marketdata.ingest.preview;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Limits a preview by the number of rows and the time. */
final class PreviewLimit {

    private static final int MAX_ROWS = 50_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Instant until;
    private long rows;

    /** Thrown when enough was read. */
    static final class Reached extends RuntimeException {
        Reached() {
            super("the preview has read enough", null, false, false);
        }
    }

    PreviewLimit(InstantSource clock) {
        this.clock = clock;
        this.until = clock.instant().plus(LONGEST);
    }

    /**
     * Counts a row.
     * @throws Reached when that is enough
     */
    void count() {
        if (++rows >= MAX_ROWS) {
            throw new Reached();
        }
    }

    /** @throws Reached when the time is over */
    void check() {
        if (clock.instant().isAfter(until)) {
            throw new Reached();
        }
    }

    long rows() {
        return rows;
    }
}

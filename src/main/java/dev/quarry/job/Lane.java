package dev.quarry.job;

import java.util.Locale;

/** Jobs are queued apart by the resource they use, so that a long sweep never delays a short refresh. */
public enum Lane {
    /** Waits for others: ingestion. Wide. */
    IO,
    /** Uses cores: sweeps. As wide as the machine allows. */
    COMPUTE,
    /** Short work on the database: leaderboard, patterns. */
    LIGHT;

    /** The lane's name outside the code: {@code io}, {@code compute}, {@code light}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The lane of that code. */
    public static Lane of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}

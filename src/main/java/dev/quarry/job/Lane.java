package dev.quarry.job;

import java.util.Locale;

/**
 * Jobs are queued separately by the resource they use, so that a long sweep never delays a short refresh. Everything
 * that differs between lanes is defined here, except what servers read before any code runs: a message-driven bean for
 * each lane, and the descriptors.
 */
public enum Lane {
    /** Waits for other systems: ingestion. Many slots. */
    IO(8, RetryPolicy.PATIENT),
    /** Uses cores: sweeps. As many slots as the machine allows. */
    COMPUTE(2, RetryPolicy.DEFAULT),
    /** Short work on the database: leaderboard, patterns. */
    LIGHT(4, RetryPolicy.DEFAULT);

    private final int defaultSlots;
    private final RetryPolicy retries;

    Lane(int defaultSlots, RetryPolicy retries) {
        this.defaultSlots = defaultSlots;
        this.retries = retries;
    }

    /** The lane's name outside the code: {@code io}, {@code compute}, {@code light}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The lane of that code. */
    public static Lane of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The broker's queue for its wake-ups. */
    public String queue() {
        return "quarry.lane." + code();
    }

    /** The setting that says how many of its jobs a node runs at once. */
    public String setting() {
        return queue() + ".concurrency";
    }

    /** How many of its jobs a node runs at once unless {@link #setting} says otherwise. */
    public int defaultSlots() {
        return defaultSlots;
    }

    /** How its jobs are tried again unless they ask for something else. */
    public RetryPolicy retries() {
        return retries;
    }
}

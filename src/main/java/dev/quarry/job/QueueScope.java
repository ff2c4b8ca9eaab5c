package dev.quarry.job;

import java.util.Locale;

/** What a pause or a limit applies to. */
public enum QueueScope {
    /** All jobs of a lane. */
    LANE,
    /** All jobs of a type. */
    JOB_TYPE,
    /** All jobs with a concurrency key, whatever their type. */
    KEY;

    /** The scope's name in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

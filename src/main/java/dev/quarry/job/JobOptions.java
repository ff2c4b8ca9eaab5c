package dev.quarry.job;

import java.time.OffsetDateTime;

/**
 * How a job is to be run, beside what it is to do.
 *
 * @param priority higher runs first within a lane; 0 is usual
 * @param runAt not before that time; null is at once
 * @param maxAttempts how often it may be started, at least 1; null takes the type's default
 */
public record JobOptions(int priority, OffsetDateTime runAt, Integer maxAttempts) {

    /** At once, with the type's defaults. */
    public static final JobOptions NONE = new JobOptions(0, null, null);

    /** The defaults with that priority. */
    public static JobOptions priority(int priority) {
        return new JobOptions(priority, null, null);
    }
}

package dev.quarry.job;

import java.time.OffsetDateTime;

/**
 * Selects jobs; null means any.
 *
 * @param status a state's name, compared exactly
 * @param jobType a type's name, compared exactly
 * @param text a text that the payload or the error contains, ignoring case
 * @param createdFrom stored then or later
 * @param createdTo stored before
 */
public record JobFilter(
        String status, String jobType, String text, OffsetDateTime createdFrom, OffsetDateTime createdTo) {

    /** All jobs. */
    public static final JobFilter ALL = new JobFilter(null, null, null, null, null);

    /** Whether it selects all jobs. */
    public boolean isAll() {
        return equals(ALL);
    }
}

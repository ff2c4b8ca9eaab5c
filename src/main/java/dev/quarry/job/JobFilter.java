package dev.quarry.job;

import java.time.OffsetDateTime;

/**
 * Which jobs are meant; null for any.
 *
 * @param status a state's name, compared exactly
 * @param jobType a type's name, compared exactly
 * @param text what payload or error contain, whatever the case
 * @param createdFrom stored then or later
 * @param createdTo stored before
 */
public record JobFilter(
        String status, String jobType, String text, OffsetDateTime createdFrom, OffsetDateTime createdTo) {

    /** All jobs. */
    public static final JobFilter ALL = new JobFilter(null, null, null, null, null);

    /** True when it leaves nothing out. */
    public boolean isAll() {
        return equals(ALL);
    }
}

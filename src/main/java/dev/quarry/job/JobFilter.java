package dev.quarry.job;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * Selects jobs; null means any.
 *
 * @param status a state's name, compared exactly
 * @param jobType a type's name, compared exactly
 * @param text a text that the payload or the error contains, ignoring case
 * @param createdFrom stored then or later
 * @param createdTo stored before
 * @param ids only these
 * @param retrying true for those that wait for another attempt, since the last one failed
 */
public record JobFilter(
        String status,
        String jobType,
        String text,
        OffsetDateTime createdFrom,
        OffsetDateTime createdTo,
        List<Long> ids,
        Boolean retrying) {

    /** All jobs. */
    public static final JobFilter ALL = new JobFilter(null, null, null, null, null);

    /** Whatever their ids, whether they wait for another attempt or not. */
    public JobFilter(String status, String jobType, String text, OffsetDateTime createdFrom, OffsetDateTime createdTo) {
        this(status, jobType, text, createdFrom, createdTo, null, null);
    }

    /** Whether it selects all jobs. */
    public boolean isAll() {
        return equals(ALL);
    }
}

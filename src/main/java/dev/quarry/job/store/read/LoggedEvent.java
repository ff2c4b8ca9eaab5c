package dev.quarry.job.store.read;

import java.time.OffsetDateTime;

/**
 * A line of some job's history.
 *
 * @param id unique over all jobs; within one job ascending in the order of writing
 * @param ts when it was written, by the database's clock
 * @param level {@code info}, {@code warn} or {@code error}
 */
public record LoggedEvent(long id, long jobId, OffsetDateTime ts, String level, String message) {}

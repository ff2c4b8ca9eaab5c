package dev.quarry.job;

import java.time.OffsetDateTime;

/**
 * A line of a job's history.
 *
 * @param id ascending in the order of writing
 * @param ts when it was written, by the database's clock
 * @param level {@code info}, {@code warn} or {@code error}
 */
public record JobEvent(long id, OffsetDateTime ts, String level, String message) {}

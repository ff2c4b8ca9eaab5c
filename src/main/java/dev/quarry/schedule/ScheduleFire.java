package dev.quarry.schedule;

import java.time.OffsetDateTime;

/**
 * One fire of a schedule.
 *
 * @param fireTime the time for which it fired, UTC
 * @param jobId the job that it stored
 * @param firedAt when it actually fired
 */
public record ScheduleFire(OffsetDateTime fireTime, long jobId, OffsetDateTime firedAt) {}

package dev.quarry.schedule;

import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/**
 * A schedule as it is stored and shown. Times are UTC.
 *
 * @param nextFire null while it is paused, or when its expression has no further time
 * @param lastFire the time for which it fired last; null when it never did
 * @param lastJobId the job that was stored then
 * @param lastError why the last fire stored no job; null when it did
 */
public record Schedule(
        String name,
        String jobType,
        JsonNode payload,
        String cron,
        String timeZone,
        int priority,
        MissedFires missedFires,
        boolean paused,
        OffsetDateTime nextFire,
        OffsetDateTime lastFire,
        Long lastJobId,
        String lastError,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt) {

    /** The times at which it fires. */
    public CronTimes times() {
        return CronTimes.of(cron, timeZone);
    }
}

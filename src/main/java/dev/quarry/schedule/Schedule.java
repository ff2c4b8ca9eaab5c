package dev.quarry.schedule;

import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/** A schedule as it is stored and shown. Times are UTC. */
public record Schedule(
        @Described("Its name") String name,
        @Described("The type of its jobs") String jobType,

        @Described("The payload of its jobs, with placeholders for times")
        JsonNode payload,

        @Described("When it fires: a cron expression of five fields")
        String cron,

        @Described("The time zone of the expression") String timeZone,
        @Described("The priority of its jobs") int priority,
        @Described("What happens to fires that were missed") MissedFires missedFires,
        @Described("Whether it is paused") boolean paused,

        @Described("When it fires next; null while it is paused, or when its expression has no further time")
        OffsetDateTime nextFire,

        @Described("The time for which it fired last; null when it never did")
        OffsetDateTime lastFire,

        @Described("The job that was stored then") Long lastJobId,

        @Described("Why the last fire stored no job; null when it did")
        String lastError,

        @Described("When it was stored") OffsetDateTime createdAt,
        @Described("When it was last changed") OffsetDateTime updatedAt) {

    /** The times at which it fires. */
    public CronTimes times() {
        return CronTimes.of(cron, timeZone);
    }
}

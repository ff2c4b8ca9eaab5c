package dev.quarry.schedule;

import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** One fire of a schedule. */
public record ScheduleFire(
        @Described("The time for which it fired, UTC") OffsetDateTime fireTime,
        @Described("The job that it stored") long jobId,
        @Described("When it actually fired") OffsetDateTime firedAt) {}

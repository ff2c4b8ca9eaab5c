package dev.quarry.job;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Jobs as a queue answers them, for tests that have none. */
public final class JobDetails {

    private JobDetails() {}

    /** A job that was enqueued at noon of 1 January 2026 and has not been claimed. */
    public static JobDetail queued(long id, String jobType) {
        OffsetDateTime noon = OffsetDateTime.of(2026, 1, 1, 12, 0, 0, 0, ZoneOffset.UTC);
        return new JobDetail(
                id,
                jobType,
                JobState.QUEUED,
                0,
                noon,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                0,
                3,
                noon,
                null,
                null,
                null,
                "{}",
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}

package dev.quarry.job;

import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** One attempt of a job. */
public record JobAttempt(
        @Described(value = "The job's own step, or the fan-in step of a parent", oneOf = "run, gather")
        String step,

        @Described("Its number within the step, from 1; the numbers begin again when a job is replayed")
        int attempt,

        @Described("The node that ran it") String workerId,
        @Described("When it was started") OffsetDateTime startedAt,
        @Described("When it ended; null while it runs") OffsetDateTime finishedAt,

        @Described("Seconds from start to end, to the millisecond; null while it runs")
        Double tookSeconds,

        @Described("How it ended; null while it runs") AttemptOutcome outcome,

        @Described("Why it did not succeed; null when it did, or runs")
        String error) {}

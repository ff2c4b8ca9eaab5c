package dev.quarry.job;

import java.time.OffsetDateTime;

/**
 * One attempt of a job.
 *
 * @param step {@code run}, or {@code gather} for a fan-in step
 * @param attempt its number within the step, from 1; the numbers begin again when a job is replayed
 * @param workerId the node that ran it
 * @param finishedAt null while it runs
 * @param tookSeconds from start to end, to the millisecond; null while it runs
 * @param outcome null while it runs
 * @param error why it did not succeed; null when it did, or runs
 */
public record JobAttempt(
        String step,
        int attempt,
        String workerId,
        OffsetDateTime startedAt,
        OffsetDateTime finishedAt,
        Double tookSeconds,
        AttemptOutcome outcome,
        String error) {}

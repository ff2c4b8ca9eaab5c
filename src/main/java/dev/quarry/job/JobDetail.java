package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A job as the REST contract shows it, with all details.
 *
 * @param status the state
 * @param workerId the node that runs or ran it; null before the first attempt
 * @param progressTotal units in all, 0 when unknown; while its children run, the sum of theirs
 * @param progressRate units per second, smoothed; null while it is unknown, and unless the job is running
 * @param tookSeconds from the last start to the end, to the millisecond, where times are written in whole seconds; null
 *     for a job that has not ended or never started
 * @param etaSeconds how long the rest takes at that rate, in seconds from the last heartbeat; null when unknown
 * @param eta when the job is done at that rate; null when that is unknown
 * @param attempt how often it was started
 * @param maxAttempts how often it may be started
 * @param runAt when it is or was due
 * @param timeoutSeconds how long an attempt may take; null without limit
 * @param concurrencyKey the resource that it shares with other jobs, of which limits may be set; null for none
 * @param traceId the W3C trace that it belongs to, 32 hexadecimal digits; null for none
 * @param payload the JSON object as the client gave it
 * @param result JSON, or null before success
 * @param error a sentence, or null without failure
 * @param parentId the job that waits for this one; null when it has none
 * @param attempts the newest hundred attempts, the oldest of them first
 * @param children how many of its children are in which state; null for a job that has not fanned out
 */
public record JobDetail(
        long id,
        String jobType,
        JobState status,
        int priority,
        OffsetDateTime createdAt,
        OffsetDateTime startedAt,
        OffsetDateTime finishedAt,
        Double tookSeconds,
        OffsetDateTime heartbeatAt,
        String workerId,
        long progressCurrent,
        long progressTotal,
        String progressMessage,
        Double progressRate,
        Long etaSeconds,
        OffsetDateTime eta,
        int attempt,
        int maxAttempts,
        OffsetDateTime runAt,
        Integer timeoutSeconds,
        String concurrencyKey,
        String traceId,
        @JsonRawValue String payload,
        @JsonRawValue String result,
        String error,
        Long parentId,
        ChildCounts children,
        List<JobAttempt> attempts) {

    /** A job that was stored just now and is due at once. */
    public static JobDetail queued(
            long id,
            String jobType,
            String payload,
            JobOptions options,
            int maxAttempts,
            String traceId,
            OffsetDateTime at) {
        return new JobDetail(
                id,
                jobType,
                JobState.QUEUED,
                options.priority(),
                at,
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
                0,
                maxAttempts,
                at,
                options.timeoutSeconds(),
                options.concurrencyKey(),
                traceId,
                payload,
                null,
                null,
                null,
                null,
                List.of());
    }
}

package dev.quarry.job;

import java.time.OffsetDateTime;

/** A job as a line of a list: {@link JobDetail} without payload, result, error and attempts. */
public record JobSummary(
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
        Long parentId) {}

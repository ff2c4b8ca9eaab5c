package dev.quarry.job;

import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** A job as a line of a list: {@link JobDetail} without payload, result and attempts, and the beginning of its error. */
public record JobSummary(
        @Described("Its id") long id,
        @Described("The job's type") String jobType,
        @Described("The state") JobState status,
        @Described("Higher runs first within a lane") int priority,
        @Described("When it was stored") OffsetDateTime createdAt,
        @Described("When it was started; null before that") OffsetDateTime startedAt,
        @Described("When it ended; null before that") OffsetDateTime finishedAt,

        @Described("Seconds from the last start to the end, to the millisecond; null for a job that has not "
                + "ended or never started")
        Double tookSeconds,

        @Described("When its worker last reported; null before the first time")
        OffsetDateTime heartbeatAt,

        @Described("The node that runs or ran it; null before the first attempt")
        String workerId,

        @Described("Units done so far") long progressCurrent,

        @Described("Units in all, 0 when unknown; while its children run, the sum of theirs")
        long progressTotal,

        @Described("What is happening; null before the first report")
        String progressMessage,

        @Described("Units per second, smoothed; null while it is unknown, and unless the job is running")
        Double progressRate,

        @Described("How long the rest takes at that rate, in seconds from the last heartbeat; null when unknown")
        Long etaSeconds,

        @Described("When the job is done at that rate; null when that is unknown")
        OffsetDateTime eta,

        @Described("The job that waits for this one; null when it has none")
        Long parentId,

        @Described("When it is or was due; null while it waits for other jobs")
        OffsetDateTime runAt,

        @Described("The attempt that runs or ran last, from 1; 0 before the first one")
        int attempt,

        @Described("How often it is tried") int maxAttempts,

        @Described(
                "Why it failed, or, while it waits for another attempt, why the last one did; the first 300 characters. Null "
                        + "otherwise")
        String error,

        @Described(
                "The market that the payload names; null when it names none, or several, or behind its first 4,000 characters")
        JobMarket market) {}

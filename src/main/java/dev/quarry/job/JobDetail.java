package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;
import java.util.List;

/** A job as the REST contract shows it, with all details. */
public record JobDetail(
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

        @Described(
                "Where it can be watched from outside, such as Spark's page of it; null where nowhere, and unless it runs")
        String link,

        @Described("How often it was started") int attempt,
        @Described("How often it may be started") int maxAttempts,

        @Described("When it is or was due, not before created_at; null while it waits for other jobs")
        OffsetDateTime runAt,

        @Described("How long an attempt may take, seconds; null without limit")
        Integer timeoutSeconds,

        @Described("The resource that it shares with other jobs, of which limits may be set; null for none")
        String concurrencyKey,

        @Described("The W3C trace that it belongs to, 32 hexadecimal digits; null for none")
        String traceId,

        @Described("The payload as the client gave it") @JsonRawValue
        String payload,

        @Described("The result; null before success") @JsonRawValue
        String result,

        @Described("Why it failed, a sentence; null without failure")
        String error,

        @Described("The job that waits for this one; null when it has none")
        Long parentId,

        @Described("How many of its children are in which state; null for a job that has not fanned out")
        ChildCounts children,

        @Described("The jobs that it runs or ran after, the oldest first")
        List<Neighbour> after,

        @Described("The jobs that run after it, its callback among them: the first hundred")
        List<Neighbour> followedBy,

        @Described("The newest hundred attempts, the oldest of them first")
        List<JobAttempt> attempts) {

    /** A job before or after another one. */
    public record Neighbour(
            @Described("The job's id") long id,

            @Described("The job's type; null when it has been deleted")
            String jobType,

            @Described("Its state; null when it has been deleted")
            JobState status) {}

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
                List.of(),
                List.of(),
                List.of());
    }
}

package dev.quarry.job.store;

import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.job.store.read.JobArchive;

/**
 * The right to run one attempt of a job, for as long as its token is the job's.
 *
 * @param payload null when it is long, see {@link JobArchive#payload}
 * @param fencingToken held by this attempt alone; every write of the attempt names it
 * @param attempt which attempt it is, from 1
 * @param parentId the job that waits for this one; null when there is none
 * @param fanIn true when the job has fanned out and its children are final
 * @param timeoutSeconds how long the attempt may take; null without limit
 * @param progress how far the job was before this attempt
 * @param traceParent the trace that the job belongs to, as a W3C traceparent; null for none
 * @param dueSeconds for how long it had been due when it was claimed, by the database's clock
 * @param storedSeconds how long before that it was stored
 */
public record Claim(
        long jobId,
        String jobType,
        Lane lane,
        String payload,
        int attempt,
        long fencingToken,
        Long parentId,
        boolean fanIn,
        Integer timeoutSeconds,
        Progress progress,
        String traceParent,
        double dueSeconds,
        double storedSeconds) {}

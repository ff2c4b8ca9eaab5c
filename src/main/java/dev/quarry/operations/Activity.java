package dev.quarry.operations;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What entered and what left the queue, by spans of time.
 *
 * @param bucketSeconds how long each span is
 * @param buckets the spans, oldest first; the last one is not over yet
 * @param pickUp how long jobs that ended waited for a worker
 */
public record Activity(long bucketSeconds, List<Bucket> buckets, PickUp pickUp) {

    /**
     * One span of time.
     *
     * @param at when it begins
     * @param created jobs that were stored in it and are still there
     * @param succeeded jobs that succeeded in it; {@code failed} and {@code canceled} likewise
     * @param open jobs that had been stored but had not ended when it was over
     */
    public record Bucket(OffsetDateTime at, long created, long succeeded, long failed, long canceled, long open) {}

    /**
     * The time from when a job was due to the start of its last attempt, over the jobs that ended in the requested
     * time.
     *
     * @param jobs how many such jobs there are
     * @param medianSeconds null without any
     * @param p95Seconds null without any
     */
    public record PickUp(long jobs, Double medianSeconds, Double p95Seconds) {}
}

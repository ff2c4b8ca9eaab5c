package dev.quarry.operations;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What came to the queue and what left it, by spans of time.
 *
 * @param bucketSeconds how long each span is
 * @param buckets the oldest first; the last one is not over yet
 * @param pickUp how long jobs that ended waited for a worker
 */
public record Activity(long bucketSeconds, List<Bucket> buckets, PickUp pickUp) {

    /**
     * A span.
     *
     * @param at when it begins
     * @param created jobs that were stored in it and are still there
     * @param succeeded those that ended so in it; the same for the others
     * @param open jobs that were stored by its end and had not ended by then
     */
    public record Bucket(OffsetDateTime at, long created, long succeeded, long failed, long canceled, long open) {}

    /**
     * From when a job was due to the start of its last attempt, over the jobs that ended in the time that was asked for.
     *
     * @param jobs how many there are
     * @param medianSeconds null without any
     * @param p95Seconds null without any
     */
    public record PickUp(long jobs, Double medianSeconds, Double p95Seconds) {}
}

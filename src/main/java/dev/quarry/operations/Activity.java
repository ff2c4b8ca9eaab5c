package dev.quarry.operations;

import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;
import java.util.List;

/** What entered and what left the queue, by spans of time. */
public record Activity(
        @Described("How long each span is, seconds") long bucketSeconds,

        @Described("The spans, oldest first; the last one is not over yet")
        List<Bucket> buckets,

        @Described("How long jobs that ended waited for a worker")
        PickUp pickUp) {

    /** One span of time. */
    public record Bucket(
            @Described("When it begins") OffsetDateTime at,

            @Described("Jobs that were stored in it and are still there")
            long created,

            @Described("Jobs that succeeded in it") long succeeded,
            @Described("Jobs that failed in it") long failed,
            @Described("Jobs that were canceled in it") long canceled,

            @Described("Jobs that had been stored but had not ended at its end")
            long open) {}

    /**
     * The time from when a job was due to the start of its last attempt, over the jobs that ended in the requested
     * time.
     */
    public record PickUp(
            @Described("How many such jobs there are") long jobs,
            @Described("Median, seconds; null without any") Double medianSeconds,

            @Described("95th percentile, seconds; null without any")
            Double p95Seconds) {}
}

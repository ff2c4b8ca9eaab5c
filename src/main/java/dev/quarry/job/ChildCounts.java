package dev.quarry.job;

import dev.quarry.platform.json.Described;

/** How many children of a job are in which state. */
public record ChildCounts(
        @Described("All children") long total,
        @Described("Children that are queued") long queued,
        @Described("Children that are running") long running,
        @Described("Children that succeeded") long succeeded,
        @Described("Children that failed") long failed,
        @Described("Children that were canceled") long canceled) {}

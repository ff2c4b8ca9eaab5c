package dev.quarry.job;

import dev.quarry.platform.json.Described;
import java.util.List;

/** How many jobs there are. */
public record JobCounts(
        @Described("Jobs of all types and states") long total,
        @Described("Jobs of all types, by state") ByState byState,
        @Described("The types that have jobs, by name") List<ByType> byType) {

    /** Jobs by state. */
    public record ByState(
            @Described("Jobs that are queued") long queued,
            @Described("Jobs that are running") long running,
            @Described("Jobs that succeeded") long succeeded,
            @Described("Jobs that failed") long failed,
            @Described("Jobs that were canceled") long canceled) {}

    /** Jobs of a type, by state. */
    public record ByType(
            @Described("The job's type") String jobType,
            @Described("Jobs that are queued") long queued,
            @Described("Jobs that are running") long running,
            @Described("Jobs that succeeded") long succeeded,
            @Described("Jobs that failed") long failed,
            @Described("Jobs that were canceled") long canceled) {}
}

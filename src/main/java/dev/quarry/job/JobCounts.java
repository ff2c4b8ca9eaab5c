package dev.quarry.job;

import java.util.List;

/**
 * How many jobs there are.
 *
 * @param total jobs of all types and states
 * @param byState jobs of all types, by state
 * @param byType the types that have jobs, by name
 */
public record JobCounts(long total, ByState byState, List<ByType> byType) {

    /** Jobs by state. */
    public record ByState(long queued, long running, long succeeded, long failed, long canceled) {}

    /** Jobs of a type, by state. */
    public record ByType(String jobType, long queued, long running, long succeeded, long failed, long canceled) {}
}

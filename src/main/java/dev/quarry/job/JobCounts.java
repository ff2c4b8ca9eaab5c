package dev.quarry.job;

import java.util.List;

/**
 * How many jobs there are.
 *
 * @param total all
 * @param byState over all types
 * @param byType each type that has jobs, by name
 */
public record JobCounts(long total, ByState byState, List<ByType> byType) {

    /** By state. */
    public record ByState(long queued, long running, long succeeded, long failed, long canceled) {}

    /** A type's, by state. */
    public record ByType(String jobType, long queued, long running, long succeeded, long failed, long canceled) {}
}

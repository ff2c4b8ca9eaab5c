package dev.quarry.operations;

import java.time.OffsetDateTime;
import java.util.List;

/** Why jobs failed, those with the same cause together, most jobs first. */
public record FailureCauses(List<Cause> causes) {

    /**
     * A cause: errors that differ only in numbers and in what stands in brackets are one.
     *
     * @param jobs how many failed for it
     * @param lastJobId the newest of them
     * @param lastAt when it failed
     * @param example its error
     */
    public record Cause(String jobType, long jobs, long lastJobId, OffsetDateTime lastAt, String example) {}
}

package dev.quarry.operations;

import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;
import java.util.List;

/** Why jobs failed, those with the same cause together, most jobs first. */
public record FailureCauses(
        @Described("The causes, most jobs first") List<Cause> causes) {

    /** A cause: errors that differ only in numbers and in what stands in brackets are one. */
    public record Cause(
            @Described(
                    value =
                            "Who can mend it: input, where the job failed at once for what it was given and would again; system, "
                                    + "where a fault, a time limit or something out of reach used up its attempts",
                    oneOf = "input, system")
            String kind,

            @Described("The job's type") String jobType,
            @Described("How many jobs failed for it") long jobs,
            @Described("The newest of these jobs") long lastJobId,
            @Described("When that one failed") OffsetDateTime lastAt,
            @Described("The error of that one") String example) {}
}

package dev.quarry.job.run;

import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobRequest;
import java.util.List;

/** The children that an attempt asked for. */
record FanOut(List<JobRequest> children, FailurePolicy policy) {

    static final int MAX_CHILDREN = 10_000;

    FanOut {
        if (children.size() > MAX_CHILDREN) {
            throw new IllegalArgumentException("more than " + MAX_CHILDREN + " children: " + children.size());
        }
        children = List.copyOf(children);
    }
}

package dev.quarry.job;

import java.util.List;
import java.util.stream.Stream;

/** Children that a test makes by hand. */
public record ListedChildren(List<ChildResult> all) implements Children {

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public Stream<ChildEnd> ends() {
        return all.stream().map(c -> new ChildEnd(c.jobId(), c.position(), c.jobType(), c.state(), c.error()));
    }

    @Override
    public Stream<ChildResult> results() {
        return all.stream();
    }
}

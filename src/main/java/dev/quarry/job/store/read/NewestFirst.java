package dev.quarry.job.store.read;

import dev.quarry.job.JobCursor;
import dev.quarry.job.JobFilter;
import dev.quarry.job.JobState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of a page of jobs, newest first. No index holds jobs in all their states, since each change of a state would
 * make an entry in it; so the page is merged from those not claimed yet, the running and the final ones, each of which
 * are read in the order of an index, or are few.
 */
final class NewestFirst {

    private static final String UNCLAIMED = "j.claimed_event is null and j.finished_at is null";
    private static final String FINISHED = "j.finished_at is not null";
    private static final String ORDER = " order by j.created_at desc, j.id desc limit ?";

    private final List<String> parts;
    private final FilterSql where;
    private final int limit;
    private final int offset;

    /** @param after where the page before ended; null for the first page */
    NewestFirst(JobFilter filter, JobCursor after, int limit, int offset) {
        this.parts = parts(filter.status());
        this.where = new FilterSql(new JobFilter(
                null,
                filter.jobType(),
                filter.text(),
                filter.createdFrom(),
                filter.createdTo(),
                filter.ids(),
                filter.retrying()));
        if (after != null) {
            where.and("(j.created_at, j.id) < (?, ?)", after.createdAt(), after.id());
        }
        this.limit = limit;
        this.offset = offset;
    }

    /** The page as a table {@code j} with the columns of {@code job}; its arguments are {@link #arguments}. */
    String page() {
        return parts.stream()
                .map(part -> "(select j.* from job j where " + part + " and " + where.conditions() + ORDER + ")")
                .collect(Collectors.joining("\nunion all ", "(select j.* from (", ") j" + ORDER + " offset ?) j\n"));
    }

    Object[] arguments() {
        Object[] ofPart = where.arguments(limit + offset);
        List<Object> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(Arrays.asList(ofPart)));
        all.addAll(List.of(limit, offset));
        return all.toArray();
    }

    /** The queued ones not by {@code state =}: while the statistics are behind, the index of claims would be read and sorted. */
    private static List<String> parts(String status) {
        if (status == null) {
            return List.of(UNCLAIMED, "j.state = 'running' and j.claimed_event is not null", FINISHED);
        }
        Optional<JobState> state = JobState.of(status);
        if (state.isEmpty()) {
            return List.of("false");
        }
        String of = "j.state = '" + status + "'";
        return List.of(
                switch (state.get()) {
                    case QUEUED -> UNCLAIMED + " and j.state || '' = 'queued'";
                    case RUNNING -> of;
                    default -> FINISHED + " and " + of;
                });
    }
}

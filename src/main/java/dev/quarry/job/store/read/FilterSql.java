package dev.quarry.job.store.read;

import dev.quarry.job.JobFilter;
import dev.quarry.job.JobState;
import java.util.ArrayList;
import java.util.List;

/** A filter as the conditions of a statement over {@code job j}. */
final class FilterSql {

    /** Implied by the state; spelled out so that the planner can use the indexes of final jobs. */
    private static final String FINAL = "j.finished_at is not null";

    private static final String RETRYING =
            "(j.state = 'queued' and j.attempt > 0 and j.run_at > now() and j.run_at < 'infinity')";

    private final StringBuilder conditions = new StringBuilder("true");
    private final List<Object> arguments = new ArrayList<>();

    FilterSql(JobFilter filter) {
        and("j.state = ?", (Object) filter.status());
        if (JobState.of(filter.status()).map(JobState::isFinal).orElse(false)) {
            andAlso(FINAL);
        }
        and("j.job_type = ?", (Object) filter.jobType());
        and("j.created_at >= ?", (Object) filter.createdFrom());
        and("j.created_at < ?", (Object) filter.createdTo());
        if (filter.ids() != null) {
            and("j.id = any(?)", (Object) filter.ids().toArray(Long[]::new));
        }
        if (filter.retrying() != null) {
            andAlso((filter.retrying() ? "" : "not ") + RETRYING);
        }
        if (filter.text() != null) {
            String pattern = "%" + filter.text().replaceAll("([\\\\%_])", "\\\\$1") + "%";
            conditions.append(" and (j.payload ilike ? or j.error ilike ?)");
            arguments.add(pattern);
            arguments.add(pattern);
        }
    }

    /** Adds a condition with these arguments, unless the first is null. */
    FilterSql and(String condition, Object... values) {
        if (values[0] != null) {
            conditions.append(" and ").append(condition);
            arguments.addAll(List.of(values));
        }
        return this;
    }

    /** Adds a condition without argument. */
    FilterSql andAlso(String condition) {
        conditions.append(" and ").append(condition);
        return this;
    }

    String conditions() {
        return conditions.toString();
    }

    /** The arguments of the conditions, then these. */
    Object[] arguments(Object... more) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray();
    }
}

package dev.quarry.job.store;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** New jobs as columns, for statements that store many rows at once. */
final class NewJobRows {

    /** The columns as rows; its arguments are {@link #arguments}. */
    static final String SQL = """
            unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[])
                with ordinality
                as row (id, job_type, lane, priority, payload, max_attempts, run_at, timeout_seconds, unique_key,
                    concurrency_key, trace_parent, place)
            """;

    private final long[] ids;
    private final List<NewJob> jobs;

    NewJobRows(long[] ids, List<NewJob> jobs) {
        this.ids = ids;
        this.jobs = jobs;
    }

    Object[] arguments() {
        return new Object[] {
            ids,
            texts(job -> job.type().name()),
            texts(job -> job.type().lane().code()),
            numbers(job -> job.options().priority()),
            texts(NewJob::payload),
            numbers(NewJob::maxAttempts),
            texts(NewJobRows::due),
            texts(job -> text(job.options().timeoutSeconds())),
            texts(NewJob::uniqueKey),
            texts(job -> job.options().concurrencyKey()),
            texts(NewJob::traceParent),
        };
    }

    private static String due(NewJob job) {
        return job.chain().waits() ? "infinity" : text(job.due());
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private String[] texts(Function<NewJob, String> column) {
        return jobs.stream().map(column).toArray(String[]::new);
    }

    private long[] numbers(ToLongFunction<NewJob> column) {
        return jobs.stream().mapToLong(column).toArray();
    }
}

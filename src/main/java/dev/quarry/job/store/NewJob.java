package dev.quarry.job.store;

import dev.quarry.job.JobOptions;
import dev.quarry.job.JobType;
import dev.quarry.platform.json.Json;

/**
 * A job that was validated and is to be stored.
 *
 * @param payload JSON
 * @param maxAttempts how often it may be started
 * @param traceParent the trace that it belongs to, as a W3C traceparent; null for none
 */
public record NewJob(JobType type, String payload, JobOptions options, int maxAttempts, String traceParent) {

    /** A job that belongs to no trace. */
    public NewJob(JobType type, String payload, JobOptions options, int maxAttempts) {
        this(type, payload, options, maxAttempts, null);
    }

    /**
     * A key that no two active jobs may have in common, independent of the order of the payload's members; null when
     * the job need not be unique.
     */
    public String uniqueKey() {
        return options.unique() ? Digest.of(type.name(), Json.canonical(Json.MAPPER.readTree(payload))) : null;
    }

    /** Whether the job is due at once and need not be unique. */
    public boolean isPlain() {
        return options.runAt() == null && !options.unique();
    }
}

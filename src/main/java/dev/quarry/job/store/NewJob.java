package dev.quarry.job.store;

import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.JobType;
import dev.quarry.platform.json.Json;
import java.time.OffsetDateTime;

/**
 * A job that was validated and is to be stored.
 *
 * @param payload JSON
 * @param maxAttempts how often it may be started
 * @param chain what it runs after, and who is told of its end
 * @param traceParent the trace that it belongs to, as a W3C traceparent; null for none
 */
public record NewJob(
        JobType type, String payload, JobOptions options, int maxAttempts, Chain chain, String traceParent) {

    /** A job that waits for no other. */
    public NewJob(JobType type, String payload, JobOptions options, int maxAttempts, String traceParent) {
        this(type, payload, options, maxAttempts, Chain.NONE, traceParent);
    }

    /** A job that belongs to no trace, and waits for no other. */
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

    /** When it is due: null for at once; the last of all times, the database's infinity, while it waits for other jobs. */
    public OffsetDateTime due() {
        return chain.waits() ? OffsetDateTime.MAX : options.runAt();
    }

    /** Whether the job is due at once, need not be unique and has to do with no other. */
    public boolean isPlain() {
        return options.runAt() == null && !options.unique() && chain.equals(Chain.NONE);
    }
}

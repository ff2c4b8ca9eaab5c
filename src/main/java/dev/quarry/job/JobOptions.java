package dev.quarry.job;

import java.time.OffsetDateTime;

/**
 * How a job is to be run, as opposed to what it is to do.
 *
 * @param priority higher runs first within a lane; the default is 0
 * @param runAt not before that time; null means at once
 * @param maxAttempts how often it may be started, at least 1; null means the type's default
 * @param timeoutSeconds how long an attempt may take, at least 1; null means no limit
 * @param unique when true and a unique job of the same type and payload is queued or running, no second one is stored:
 *     the request returns that job
 * @param concurrencyKey names a resource that jobs share, for which a limit on the jobs running at once in the cluster
 *     may be set; null for none
 */
public record JobOptions(
        int priority,
        OffsetDateTime runAt,
        Integer maxAttempts,
        Integer timeoutSeconds,
        boolean unique,
        String concurrencyKey) {

    /** The job runs at once, with the type's defaults. */
    public static final JobOptions NONE = new JobOptions(0, null, null, null, false, null);

    /** These options with another priority. */
    public JobOptions withPriority(int value) {
        return new JobOptions(value, runAt, maxAttempts, timeoutSeconds, unique, concurrencyKey);
    }

    /** These options, but not before that time. */
    public JobOptions withRunAt(OffsetDateTime value) {
        return new JobOptions(priority, value, maxAttempts, timeoutSeconds, unique, concurrencyKey);
    }

    /** These options with another number of attempts. */
    public JobOptions withMaxAttempts(Integer value) {
        return new JobOptions(priority, runAt, value, timeoutSeconds, unique, concurrencyKey);
    }

    /** These options with another timeout of an attempt. */
    public JobOptions withTimeoutSeconds(Integer value) {
        return new JobOptions(priority, runAt, maxAttempts, value, unique, concurrencyKey);
    }

    /** These options, unique or not. */
    public JobOptions withUnique(boolean value) {
        return new JobOptions(priority, runAt, maxAttempts, timeoutSeconds, value, concurrencyKey);
    }

    /** These options with another concurrency key. */
    public JobOptions withConcurrencyKey(String value) {
        return new JobOptions(priority, runAt, maxAttempts, timeoutSeconds, unique, value);
    }
}

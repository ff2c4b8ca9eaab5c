package dev.quarry.job;

import java.time.OffsetDateTime;

/**
 * How a job is to be run, beside what it is to do.
 *
 * @param priority higher runs first within a lane; 0 is usual
 * @param runAt not before that time; null is at once
 * @param maxAttempts how often it may be started, at least 1; null takes the type's default
 * @param timeoutSeconds how long an attempt may take, at least 1; null is as long as it likes
 * @param unique when true and a job of the same type and payload that asked for the same is queued or running, there
 *     will be no second one: the request yields that job
 * @param concurrencyKey what jobs share of which the cluster can be told to run only so many at once; null for none
 */
public record JobOptions(
        int priority,
        OffsetDateTime runAt,
        Integer maxAttempts,
        Integer timeoutSeconds,
        boolean unique,
        String concurrencyKey) {

    /** At once, with the type's defaults. */
    public static final JobOptions NONE = new JobOptions(0, null, null, null, false, null);

    /** The same with that priority. */
    public JobOptions withPriority(int value) {
        return new JobOptions(value, runAt, maxAttempts, timeoutSeconds, unique, concurrencyKey);
    }

    /** The same, but not before that time. */
    public JobOptions withRunAt(OffsetDateTime value) {
        return new JobOptions(priority, value, maxAttempts, timeoutSeconds, unique, concurrencyKey);
    }

    /** The same with that many attempts. */
    public JobOptions withMaxAttempts(Integer value) {
        return new JobOptions(priority, runAt, value, timeoutSeconds, unique, concurrencyKey);
    }

    /** The same with that time for an attempt. */
    public JobOptions withTimeoutSeconds(Integer value) {
        return new JobOptions(priority, runAt, maxAttempts, value, unique, concurrencyKey);
    }

    /** The same, unique or not. */
    public JobOptions withUnique(boolean value) {
        return new JobOptions(priority, runAt, maxAttempts, timeoutSeconds, value, concurrencyKey);
    }

    /** The same with that key. */
    public JobOptions withConcurrencyKey(String value) {
        return new JobOptions(priority, runAt, maxAttempts, timeoutSeconds, unique, value);
    }
}

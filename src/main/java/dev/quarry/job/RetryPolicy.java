package dev.quarry.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a job is tried, and how long it waits in between.
 *
 * @param maxAttempts how often it may be started, at least 1
 * @param base the longest pause after the first attempt; it doubles with each further one
 * @param cap the longest pause
 */
public record RetryPolicy(int maxAttempts, Duration base, Duration cap) {

    /** For jobs that wait for other systems. */
    static final RetryPolicy PATIENT = new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofMinutes(5));

    /** For all other jobs. */
    static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /**
     * The pause after a failed attempt: exponential with full jitter, so that jobs which failed together do not come
     * back together (M. Brooker, "Exponential Backoff And Jitter", 2015).
     *
     * @param attempt the one that failed, from 1
     */
    public Duration pause(int attempt, RandomGenerator random) {
        double doubled = base.toMillis() * Math.pow(2, Math.max(0, attempt - 1));
        return Duration.ofMillis((long) (random.nextDouble() * Math.min(cap.toMillis(), doubled)));
    }
}

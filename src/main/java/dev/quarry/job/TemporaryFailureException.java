package dev.quarry.job;

import java.time.Duration;
import java.util.Optional;

/**
 * The attempt failed for a reason that may pass, such as a service that is overloaded: the job is tried again while it
 * has attempts left. Exceptions of input and output, transient ones of the database and timeouts need not be wrapped in
 * it: they count as temporary by themselves.
 */
public final class TemporaryFailureException extends RuntimeException {

    private final transient Duration notBefore;

    /** @param message one sentence for the user: what is wrong */
    public TemporaryFailureException(String message, Throwable cause) {
        this(message, cause, null);
    }

    /** @param notBefore the least pause, as a service requested with {@code Retry-After}; null when it did not */
    public TemporaryFailureException(String message, Throwable cause, Duration notBefore) {
        super(message, cause);
        this.notBefore = notBefore;
    }

    /** The least pause before the next attempt. */
    public Optional<Duration> notBefore() {
        return Optional.ofNullable(notBefore);
    }
}

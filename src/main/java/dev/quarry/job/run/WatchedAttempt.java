package dev.quarry.job.run;

import dev.quarry.job.Progress;
import java.time.Duration;

/**
 * An attempt with what the heartbeat knows of it: when its lease was last extended, and what progress was written then.
 */
final class WatchedAttempt {

    final Attempt attempt;
    final ProgressRate rate;
    volatile Progress written;
    volatile long extendedNanos;

    /** What the watchdog's last check found; only that thread uses it. */
    boolean late;

    private final long startedNanos;

    /** @param nanos when it was claimed; as all times here, by a clock that is only for durations */
    WatchedAttempt(Attempt attempt, long nanos) {
        this.attempt = attempt;
        this.startedNanos = nanos;
        this.written = attempt.latestProgress();
        this.extendedNanos = nanos;
        this.rate = new ProgressRate(written.current(), nanos);
    }

    /** Whether its lease has not been extended for as long as a lease lasts. */
    boolean isLeaseOver(long nanos, Duration lease) {
        return nanos - extendedNanos > lease.toNanos();
    }

    /** Whether it has run for longer than its job allows. */
    boolean isTooLong(long nanos) {
        Integer seconds = attempt.claim().timeoutSeconds();
        return seconds != null
                && nanos - startedNanos > Duration.ofSeconds(seconds).toNanos();
    }

    /** Whether there is progress to write, or a third of the lease has passed. */
    boolean isDue(long nanos, Duration lease) {
        return written != attempt.latestProgress() || nanos - extendedNanos > lease.toNanos() / 3;
    }
}

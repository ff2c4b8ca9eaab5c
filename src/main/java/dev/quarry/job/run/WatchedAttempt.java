package dev.quarry.job.run;

import dev.quarry.job.Progress;
import java.time.Duration;

/** An attempt as the heartbeat sees it: when its lease was extended last, and what progress was written then. */
final class WatchedAttempt {

    final Attempt attempt;
    final ProgressRate rate;
    volatile Progress written;
    volatile long extendedNanos;

    /** What the last look of the watchdog found; only that thread uses it. */
    boolean late;

    private final long startedNanos;

    /** @param nanos when it was claimed, as are all times here by a clock that only tells what has passed */
    WatchedAttempt(Attempt attempt, long nanos) {
        this.attempt = attempt;
        this.startedNanos = nanos;
        this.written = attempt.latestProgress();
        this.extendedNanos = nanos;
        this.rate = new ProgressRate(written.current(), nanos);
    }

    /** Whether nobody has extended its lease for as long as a lease is. */
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

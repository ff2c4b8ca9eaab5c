package dev.quarry.job.wake;

/**
 * How many of a lane's wake-ups go to the broker. A worker that is woken serves its lane until that is empty, so a
 * wake-up may stand for many jobs: a few are sent at once, and when jobs come faster than a worker can be woken the
 * rest are merged, without losing the last. Not thread-safe.
 */
final class WakeUpRate {

    private final int burst;
    private final long nanosEach;
    private long fullAt;
    private boolean owing;

    /**
     * @param burst how many may be sent at once after a pause
     * @param nanosEach after how long another one may be sent
     */
    WakeUpRate(int burst, long nanosEach) {
        this.burst = burst;
        this.nanosEach = nanosEach;
        this.fullAt = Long.MIN_VALUE;
    }

    /**
     * How many to send now.
     *
     * @param requested how many jobs came since the last call
     */
    int take(int requested, long now) {
        if (fullAt == Long.MIN_VALUE || fullAt - now < 0) {
            fullAt = now;
        }
        int free = (int) (burst - Math.min(burst, (fullAt - now + nanosEach - 1) / nanosEach));
        int due = Math.max(requested, owing ? 1 : 0);
        int sent = Math.min(due, free);
        owing = sent < due;
        fullAt += sent * nanosEach;
        return sent;
    }

    /** Whether jobs came for which nothing was sent: then {@link #take} must be called again. */
    boolean isOwing() {
        return owing;
    }
}

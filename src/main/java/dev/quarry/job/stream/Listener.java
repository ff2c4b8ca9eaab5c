package dev.quarry.job.stream;

import dev.quarry.job.store.read.EventPosition;

/** One open stream; only the streams' thread touches it. */
final class Listener {

    private final Selection selection;
    private final EventPosition from;
    private final Outlet outlet;
    private final long endNanos;
    private final boolean silent;
    private boolean finalSeen;

    /**
     * @param from what the client has seen; null when it comes for the first time
     * @param endNanos when it has to reconnect, by {@link System#nanoTime}
     */
    Listener(Selection selection, EventPosition from, Outlet outlet, long endNanos) {
        this(selection, from, outlet, endNanos, false);
    }

    private Listener(Selection selection, EventPosition from, Outlet outlet, long endNanos, boolean silent) {
        this.selection = selection;
        this.from = from;
        this.outlet = outlet;
        this.endNanos = endNanos;
        this.silent = silent;
    }

    /** Listens for the end of a job, which closes its outlet, and is sent nothing. */
    static Listener forEnd(long jobId, Outlet outlet, long endNanos) {
        return new Listener(Selection.job(jobId), null, outlet, endNanos, true);
    }

    boolean isOver(long nowNanos) {
        return nowNanos - endNanos >= 0;
    }

    Selection selection() {
        return selection;
    }

    EventPosition from() {
        return from;
    }

    boolean isSilent() {
        return silent;
    }

    Outlet outlet() {
        return outlet;
    }

    /**
     * Records whether the job is final now. Its last event may have been committed after the events were read and
     * before the job was read, so the stream ends at the next look only.
     *
     * @return true when it was final at the previous look too
     */
    boolean isFinalAgain(boolean isFinal) {
        boolean again = finalSeen && isFinal;
        finalSeen = isFinal;
        return again;
    }

    void send(Frames frames) {
        if (!frames.isEmpty()) {
            outlet.send(frames.bytes());
        }
    }
}

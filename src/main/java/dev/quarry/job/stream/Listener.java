package dev.quarry.job.stream;

import dev.quarry.job.store.EventPosition;

/** One open stream; only the streams' thread touches it. */
final class Listener {

    private final Selection selection;
    private final EventPosition from;
    private final Outlet outlet;
    private boolean finalSeen;

    /**
     * @param from what the client has seen; null when it comes for the first time
     */
    Listener(Selection selection, EventPosition from, Outlet outlet) {
        this.selection = selection;
        this.from = from;
        this.outlet = outlet;
    }

    Selection selection() {
        return selection;
    }

    EventPosition from() {
        return from;
    }

    Outlet outlet() {
        return outlet;
    }

    /**
     * Notes whether the job is final now. Its last event may have been committed after the events were read and before the
     * job was, so the stream ends at the next look.
     *
     * @return true when it was final at the look before too
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

package dev.quarry.platform.concurrent;

/** Runs short work later, on a thread of the server. */
@FunctionalInterface
public interface DelayedWork {

    /**
     * Runs the work once, after that time.
     *
     * @return cancels the work if it has not begun
     */
    Runnable after(Runnable work, long delayMillis);
}

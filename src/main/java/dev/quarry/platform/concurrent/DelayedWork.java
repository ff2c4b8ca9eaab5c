package dev.quarry.platform.concurrent;

/** Short work that is done later, on a thread of the server. */
@FunctionalInterface
public interface DelayedWork {

    /**
     * Does the work once, after that time.
     *
     * @return what calls it off, if it has not begun
     */
    Runnable after(Runnable work, long delayMillis);
}

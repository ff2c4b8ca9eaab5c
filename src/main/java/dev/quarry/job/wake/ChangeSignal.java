package dev.quarry.job.wake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Signals one waiting thread that something has changed, however often. Raising it again before it was taken costs one
 * read of a field.
 */
public final class ChangeSignal {

    private volatile boolean raised;
    private volatile Thread waiting;

    /** Raises the signal, without waiting. */
    public void raise() {
        if (!raised) {
            raised = true;
            Thread thread = waiting;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Waits until it is raised, at most that long, and resets it; true when it was raised. */
    public boolean await(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        waiting = Thread.currentThread();
        long left = end - System.nanoTime();
        while (!raised && left > 0) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = end - System.nanoTime();
        }
        boolean was = raised;
        raised = false;
        return was;
    }
}

package dev.quarry.job.wake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells one waiting thread that something has changed, however often. Raising it again before it was taken is one read of
 * a field.
 */
public final class ChangeSignal {

    private volatile boolean raised;
    private volatile Thread waiting;

    /** Never waits. */
    public void raise() {
        if (!raised) {
            raised = true;
            Thread thread = waiting;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Waits until it is raised, that long at most, and takes it; true when it was raised. */
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

package dev.quarry.job.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A thread of a simulated node. It runs only while the scheduler waits for it, from one {@link #pause} to the next, so a
 * simulation with any number of them is as deterministic as one thread.
 */
final class Strand {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated");
        thread.setDaemon(true);
        return thread;
    });
    private static final ThreadLocal<Strand> CURRENT = new ThreadLocal<>();

    private final Semaphore turn = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private final String name;
    private boolean killed;
    private boolean ended;
    private Throwable failure;

    Strand(String name, Runnable body) {
        this.name = name;
        THREADS.execute(() -> {
            turn.acquireUninterruptibly();
            CURRENT.set(this);
            try {
                if (!killed) {
                    body.run();
                }
            } catch (Killed e) {
                // as intended
            } catch (Throwable e) {
                failure = e;
            } finally {
                CURRENT.remove();
                ended = true;
                back.release();
            }
        });
    }

    /** The process is gone: what the thread was about to do does not happen. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** The one that calls; null outside. */
    static Strand current() {
        return CURRENT.get();
    }

    String name() {
        return name;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isKilled() {
        return killed;
    }

    /** What the body threw, if it did. */
    Throwable failure() {
        return failure;
    }

    /** By the scheduler: lets the thread run up to its next pause. */
    void go() {
        turn.release();
        back.acquireUninterruptibly();
    }

    /** By the scheduler: ends the thread where it is. */
    void kill() {
        killed = true;
        while (!ended) {
            go();
        }
    }

    /** By the thread itself: waits for its next turn. */
    void pause() {
        if (killed) {
            throw new Killed();
        }
        back.release();
        turn.acquireUninterruptibly();
        if (killed) {
            throw new Killed();
        }
    }
}

package dev.quarry.platform.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A limited number of places, and a bounded queue of those that wait for one without a thread. */
final class WaitingRoom<T> {

    private final Semaphore places;
    private final int mostWaiting;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    WaitingRoom(int places, int mostWaiting) {
        this.places = new Semaphore(places);
        this.mostWaiting = mostWaiting;
    }

    /** Takes a place, if there is one. */
    boolean enter() {
        return places.tryAcquire();
    }

    /** Queues for a place; false when the queue is full. The caller must look for a free place once more afterwards. */
    boolean await(T one) {
        if (count.incrementAndGet() > mostWaiting) {
            count.decrementAndGet();
            return false;
        }
        waiting.add(one);
        return true;
    }

    /** Removes it from the queue, if it is there. */
    void forget(T one) {
        if (waiting.remove(one)) {
            count.decrementAndGet();
        }
    }

    /** Gives a place back. Returns the first in the queue, which has the place now; null when the queue is empty. */
    T leave() {
        T next = waiting.poll();
        if (next != null) {
            count.decrementAndGet();
            return next;
        }
        places.release();
        // One that came to wait in between would wait for the next that leaves, and there may be none.
        return waiting.isEmpty() || !places.tryAcquire() ? null : leave();
    }
}

package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Receives wake-ups from the message-driven beans, and those of {@link LocalCalls}. The beans consume before the application
 * has started, so nothing passes until {@link #open}; a lane counts as running once a wake-up has come through the broker.
 *
 * <p>A wake-up that cannot be served, because the node drains or because the server gave the lane more sessions than it
 * has {@link LaneSlots}, is passed on to the other nodes, and its session waits. Without waiting, the session would
 * come back for the next one, and the node would take more and more wake-ups away from nodes that could serve them;
 * waiting without passing on would delay the job until the rescue pass wakes again.
 */
@ApplicationScoped
public class LaneConsumers {

    private final Set<Lane> running = ConcurrentHashMap.newKeySet();
    private final Map<Lane, AtomicInteger> arrived = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> serving = new EnumMap<>(Lane.class);
    private final LaneSlots slots;
    private final WakeUps wakeUps;
    private Work work;
    private Gate gate = Gate.CLOSED;

    @Inject
    public LaneConsumers(LaneSlots slots, WakeUps wakeUps) {
        this.slots = slots;
        this.wakeUps = wakeUps;
        Arrays.stream(Lane.values()).forEach(lane -> {
            arrived.put(lane, new AtomicInteger());
            serving.put(lane, 0);
        });
    }

    /** The work of a slot that is woken. */
    @FunctionalInterface
    public interface Work {

        /**
         * Serves the lane.
         *
         * @param anywhere whether there may be a job in any place of it, not just a new one
         */
        void serve(Lane lane, boolean anywhere);
    }

    private enum Gate {
        CLOSED,
        OPEN,
        ENDED
    }

    /** Lets wake-ups through from now on, to this work. */
    public synchronized void open(Work work) {
        this.work = work;
        reopen();
    }

    /**
     * Holds wake-ups back. Each lane's sessions keep one each and pass it on to other nodes; all others stay on the
     * broker.
     */
    public synchronized void close() {
        gate = Gate.CLOSED;
    }

    /** Lets wake-ups through again. */
    public synchronized void reopen() {
        gate = Gate.OPEN;
        notifyAll();
    }

    /** Drops wake-ups from now on, because this node is stopping. */
    public synchronized void end() {
        gate = Gate.ENDED;
        notifyAll();
    }

    /** The lanes whose jobs run here. */
    public Set<Lane> served() {
        return slots.served();
    }

    /** Whether every lane that is served here has received a wake-up since the start. */
    public boolean areRunning() {
        return running.containsAll(slots.served());
    }

    /** Whether the lane has received a wake-up since the start. */
    boolean isRunning(Lane lane) {
        return running.contains(lane);
    }

    /** How many jobs of the lane this node runs at once. */
    public int concurrency(Lane lane) {
        return slots.of(lane);
    }

    /** How many more jobs of the lane this node could run now. */
    public int idle(Lane lane) {
        return Math.max(0, slots.of(lane) - arrived.get(lane).get());
    }

    void wokenUp(Lane lane, boolean anywhere) {
        AtomicInteger count = arrived.get(lane);
        count.incrementAndGet();
        try {
            if (enter(lane)) {
                try {
                    running.add(lane);
                    work.serve(lane, anywhere);
                } finally {
                    leave(lane);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            count.decrementAndGet();
        }
    }

    /** Waits until wake-ups are let through and a slot is free; false when this node is stopping. */
    private synchronized boolean enter(Lane lane) throws InterruptedException {
        if (work != null && mustWait(lane)) {
            wakeUps.sendAnywhere(lane);
        }
        while (mustWait(lane)) {
            wait();
        }
        if (gate == Gate.ENDED) {
            return false;
        }
        serving.merge(lane, 1, Integer::sum);
        return true;
    }

    /**
     * Takes a slot for a wake-up that does not come through the broker, unless the node holds wake-ups back or half of the
     * lane's slots work.
     *
     * @return whether there is one, to be used by {@link #serveTaken} or to be {@link #giveBack given back}
     */
    synchronized boolean take(Lane lane) {
        if (gate != Gate.OPEN || serving.get(lane) >= (slots.of(lane) + 1) / 2) {
            return false;
        }
        serving.merge(lane, 1, Integer::sum);
        arrived.get(lane).incrementAndGet();
        return true;
    }

    /** Serves the lane in a slot that was taken, and gives it back. */
    void serveTaken(Lane lane, boolean anywhere) {
        try {
            work.serve(lane, anywhere);
        } finally {
            giveBack(lane);
        }
    }

    /** Frees a slot that was taken. */
    void giveBack(Lane lane) {
        arrived.get(lane).decrementAndGet();
        leave(lane);
    }

    private boolean mustWait(Lane lane) {
        return gate == Gate.CLOSED || gate == Gate.OPEN && serving.get(lane) >= slots.of(lane);
    }

    private synchronized void leave(Lane lane) {
        serving.merge(lane, -1, Integer::sum);
        notifyAll();
    }
}

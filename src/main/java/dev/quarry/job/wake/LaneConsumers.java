package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the message-driven beans hand over. They consume before the application has started, so nothing passes until
 * {@link #open}; a lane counts as running once a wake-up has come through the broker.
 */
@ApplicationScoped
public class LaneConsumers {

    private final Set<Lane> running = ConcurrentHashMap.newKeySet();
    private final Map<Lane, AtomicInteger> busy = new EnumMap<>(Lane.class);
    private Work work;
    private Gate gate = Gate.CLOSED;

    public LaneConsumers() {
        Arrays.stream(Lane.values()).forEach(lane -> busy.put(lane, new AtomicInteger()));
    }

    /** What a hand does when it is woken. */
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

    /** Lets wake-ups through from now on. */
    public synchronized void open(Work work) {
        this.work = work;
        reopen();
    }

    /**
     * Holds wake-ups back. Each lane keeps at most as many as it has sessions; all others stay on the broker, for other
     * nodes.
     */
    public synchronized void close() {
        gate = Gate.CLOSED;
    }

    /** Lets wake-ups through again. */
    public synchronized void reopen() {
        gate = Gate.OPEN;
        notifyAll();
    }

    /** Drops wake-ups from now on: this node ends. */
    public synchronized void end() {
        gate = Gate.ENDED;
        notifyAll();
    }

    /** True when every lane has received a wake-up since the start. */
    public boolean areRunning() {
        return running.size() == Lane.values().length;
    }

    /** True when the lane has received a wake-up since the start. */
    boolean isRunning(Lane lane) {
        return running.contains(lane);
    }

    /** How many jobs of the lane this node runs at once. */
    public int concurrency(Lane lane) {
        return sessions(lane);
    }

    /** How many more jobs of the lane this node could run now. */
    public int idle(Lane lane) {
        return Math.max(0, sessions(lane) - busy.get(lane).get());
    }

    void wokenUp(Lane lane, boolean anywhere) {
        AtomicInteger count = busy.get(lane);
        count.incrementAndGet();
        try {
            Work whatToDo = pass();
            if (whatToDo != null) {
                running.add(lane);
                whatToDo.serve(lane, anywhere);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            count.decrementAndGet();
        }
    }

    /** Waits until the gate is open; null when this node ends. */
    private synchronized Work pass() throws InterruptedException {
        while (gate == Gate.CLOSED) {
            wait();
        }
        return gate == Gate.OPEN ? work : null;
    }

    private static int sessions(Lane lane) {
        return switch (lane) {
            case IO -> IoLane.SESSIONS;
            case COMPUTE -> ComputeLane.SESSIONS;
            case LIGHT -> LightLane.SESSIONS;
        };
    }
}

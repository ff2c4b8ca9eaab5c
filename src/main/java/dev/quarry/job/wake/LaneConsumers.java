package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Where the message-driven beans hand over. They consume before the application has started, so nothing passes until
 * {@link #open}; a lane counts as running once a wake-up has come through the broker.
 */
@ApplicationScoped
public class LaneConsumers {

    private final Set<Lane> running = ConcurrentHashMap.newKeySet();
    private final Map<Lane, AtomicInteger> busy = new EnumMap<>(Lane.class);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile Consumer<Lane> work;

    public LaneConsumers() {
        Arrays.stream(Lane.values()).forEach(lane -> busy.put(lane, new AtomicInteger()));
    }

    /** Lets wake-ups through from now on. */
    public void open(Consumer<Lane> work) {
        this.work = work;
        opened.countDown();
    }

    /** True when every lane has received a wake-up since the start. */
    public boolean areRunning() {
        return running.size() == Lane.values().length;
    }

    /** How many more jobs of the lane this node could run now. */
    public int idle(Lane lane) {
        return Math.max(0, sessions(lane) - busy.get(lane).get());
    }

    void wokenUp(Lane lane) {
        AtomicInteger count = busy.get(lane);
        count.incrementAndGet();
        try {
            opened.await();
            running.add(lane);
            work.accept(lane);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            count.decrementAndGet();
        }
    }

    private static int sessions(Lane lane) {
        return switch (lane) {
            case IO -> IoLane.SESSIONS;
            case COMPUTE -> ComputeLane.SESSIONS;
            case LIGHT -> LightLane.SESSIONS;
        };
    }
}

package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Where the message-driven beans hand over. They consume before the application has started, so nothing passes until
 * {@link #open}; a lane counts as running once a wake-up has come through the broker.
 */
@ApplicationScoped
public class LaneConsumers {

    private final Set<Lane> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile Consumer<Lane> work;

    /** Lets wake-ups through from now on. */
    public void open(Consumer<Lane> work) {
        this.work = work;
        opened.countDown();
    }

    /** True when every lane has received a wake-up since the start. */
    public boolean areRunning() {
        return running.size() == Lane.values().length;
    }

    void wokenUp(Lane lane) {
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        running.add(lane);
        work.accept(lane);
    }
}

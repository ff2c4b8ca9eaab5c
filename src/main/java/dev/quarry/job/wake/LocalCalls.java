package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Wakes slots of this node for jobs that were stored here, without the way through the broker. Only while fewer than half of
 * the lane's slots work, rounded up: further jobs are called out over the broker, so that other nodes get their share.
 */
@ApplicationScoped
public class LocalCalls {

    private static final Logger LOG = Logger.getLogger(LocalCalls.class.getName());
    private static final long IDLE_SECONDS = 60;

    private final LaneConsumers consumers;
    private final ExecutorService threads;

    @Inject
    public LocalCalls(LaneConsumers consumers, LaneSlots slots, ThreadFactory threads) {
        this.consumers = consumers;
        int most = Arrays.stream(Lane.values()).mapToInt(slots::of).sum();
        this.threads = new ThreadPoolExecutor(
                0, Math.max(1, most), IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    /**
     * Wakes a slot; does not wait.
     *
     * @param anywhere whether there may be a job in any place of the lane, not just a new one
     * @return false where none is to be woken here: then the broker is to be asked
     */
    public boolean wake(Lane lane, boolean anywhere) {
        if (!consumers.take(lane)) {
            return false;
        }
        try {
            threads.execute(() -> serve(lane, anywhere));
            return true;
        } catch (RejectedExecutionException e) {
            // A thread that has just served its lane is not free yet, or the node stops.
            consumers.giveBack(lane);
            return false;
        }
    }

    private void serve(Lane lane, boolean anywhere) {
        try {
            consumers.serveTaken(lane, anywhere);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Lane " + lane.code() + " was not served; the rescue pass wakes it again", e);
        }
    }

    @PreDestroy
    void end() {
        threads.shutdown();
    }
}

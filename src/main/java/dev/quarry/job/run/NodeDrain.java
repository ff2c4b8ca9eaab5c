package dev.quarry.job.run;

import dev.quarry.job.Lane;
import dev.quarry.job.WorkerState;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.job.wake.LaneConsumers;
import dev.quarry.job.wake.WakeUps;
import dev.quarry.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes this node out of service and back (promise 9): nothing new is claimed, running jobs get some time, and those
 * that are not finished then are handed back to the queue without charging an attempt. The heartbeat continues
 * meanwhile.
 */
@ApplicationScoped
public class NodeDrain {

    private static final Logger LOG = Logger.getLogger(NodeDrain.class.getName());
    private static final long LOOK_MILLIS = 50;

    private final JobWorker worker;
    private final LaneConsumers consumers;
    private final Heartbeat heartbeat;
    private final AttemptEndings endings;
    private final WorkerRows rows;
    private final WorkerIdentity identity;
    private final WakeUps wakeUps;
    private final ThreadFactory threads;
    private final Duration grace;

    private volatile WorkerState state = WorkerState.ACTIVE;

    @Inject
    public NodeDrain(
            JobWorker worker,
            LaneConsumers consumers,
            Heartbeat heartbeat,
            AttemptEndings endings,
            WorkerRows rows,
            WorkerIdentity identity,
            WakeUps wakeUps,
            ThreadFactory threads,
            @ConfigProperty(name = "quarry.drain.seconds", defaultValue = "20") int graceSeconds) {
        this.worker = worker;
        this.consumers = consumers;
        this.heartbeat = heartbeat;
        this.endings = endings;
        this.rows = rows;
        this.identity = identity;
        this.wakeUps = wakeUps;
        this.threads = threads;
        this.grace = Duration.ofSeconds(graceSeconds);
    }

    /** Lets wake-ups through and registers this node, unless it serves no lane and so is not a worker. */
    public void start() {
        if (isWorker()) {
            Map<String, Integer> concurrency = new TreeMap<>();
            for (Lane lane : Lane.values()) {
                concurrency.put(lane.code(), consumers.concurrency(lane));
            }
            rows.started(identity.workerId(), Json.MAPPER.writeValueAsString(concurrency));
        }
        consumers.open(worker::work);
    }

    /** The state of this node. */
    public WorkerState state() {
        return state;
    }

    /** Reports that this node is alive, and drains or resumes if that was requested meanwhile. */
    public void beat() {
        if (!isWorker()) {
            return;
        }
        boolean drain = rows.beat(identity.workerId(), state);
        if (drain && state == WorkerState.ACTIVE) {
            beginDrain();
        } else if (!drain && (state == WorkerState.DRAINING || state == WorkerState.DRAINED)) {
            resume();
        }
    }

    /** Ends this node's work, and returns when it runs nothing more. */
    public void stop() {
        close(WorkerState.STOPPED);
        letFinish(WorkerState.STOPPED);
        consumers.end();
        try {
            if (isWorker()) {
                rows.beat(identity.workerId(), WorkerState.STOPPED);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.INFO, "The cluster could not be told of this node's end: {0}", e.toString());
        }
    }

    private void beginDrain() {
        LOG.log(Level.INFO, "This node drains: running jobs have {0} s", grace.toSeconds());
        close(WorkerState.DRAINING);
        rows.beat(identity.workerId(), state);
        Thread thread = threads.newThread(() -> {
            if (letFinish(WorkerState.DRAINING)) {
                LOG.info("This node is drained");
            }
        });
        thread.setName("quarry-drain");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void close(WorkerState next) {
        state = next;
        worker.pause();
        consumers.close();
    }

    private synchronized void resume() {
        LOG.info("This node resumes");
        state = WorkerState.ACTIVE;
        worker.resume();
        consumers.reopen();
        rows.beat(identity.workerId(), state);
        consumers.served().forEach(wakeUps::sendAnywhere);
    }

    private boolean isWorker() {
        return !consumers.served().isEmpty();
    }

    /** Waits for the running jobs while the node stays in that state, then hands back what is left. */
    private boolean letFinish(WorkerState during) {
        long end = System.nanoTime() + grace.toNanos();
        while (state == during && !heartbeat.attempts().isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        synchronized (this) {
            if (state != during) {
                return false;
            }
            heartbeat.attempts().forEach(endings::handBack);
            if (during == WorkerState.DRAINING) {
                state = WorkerState.DRAINED;
            }
            return true;
        }
    }
}

package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends wake-ups from a thread of its own, so that neither a request nor a rescue pass ever waits for the broker. What
 * cannot be sent is dropped: the rescue pass sends again for every job that is overdue (promise 2).
 */
@ApplicationScoped
public class WakeUps {

    private static final Logger LOG = Logger.getLogger(WakeUps.class.getName());
    private static final int MOST_PENDING = 10_000;

    private final BlockingQueue<WakeUp> pending = new LinkedBlockingQueue<>(MOST_PENDING);

    private final ConnectionFactory connections;
    private final ThreadFactory threads;
    private final JobChanges changes;
    private volatile boolean ended;
    private Thread thread;

    @Inject
    public WakeUps(ConnectionFactory connections, ThreadFactory threads, JobChanges changes) {
        this.connections = connections;
        this.threads = threads;
        this.changes = changes;
    }

    /** Starts the thread; further calls do nothing. */
    public synchronized void start() {
        if (thread == null) {
            thread = threads.newThread(this::sendAll);
            thread.setName("quarry-wake-ups");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Tells the cluster that a lane has work; returns at once.
     *
     * @param jobId the job that is due; 0 when no particular one is meant
     */
    public void send(Lane lane, long jobId) {
        changes.changed();
        if (!pending.offer(new WakeUp(lane, jobId))) {
            LOG.log(Level.FINE, "Too many wake-ups are waiting; lane {0} is served by the rescue pass", lane);
        }
    }

    private void sendAll() {
        List<WakeUp> batch = new ArrayList<>();
        while (!ended) {
            try {
                batch.add(pending.take());
                pending.drainTo(batch, 500);
                send(batch);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "{0} wake-ups could not be sent: {1}", new Object[] {batch.size(), e});
            } finally {
                batch.clear();
            }
        }
    }

    private void send(List<WakeUp> batch) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setDisableMessageID(true);
            for (WakeUp wakeUp : batch) {
                producer.send(context.createQueue(queue(wakeUp.lane())), Long.toString(wakeUp.jobId()));
            }
        }
    }

    /** True when the broker answers now. */
    public boolean isBrokerReachable() {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createBrowser(context.createQueue(queue(Lane.LIGHT))).getEnumeration();
            return true;
        } catch (JMSRuntimeException | jakarta.jms.JMSException e) {
            LOG.log(Level.FINE, "The broker does not answer", e);
            return false;
        }
    }

    private static String queue(Lane lane) {
        return switch (lane) {
            case IO -> IoLane.QUEUE;
            case COMPUTE -> ComputeLane.QUEUE;
            case LIGHT -> LightLane.QUEUE;
        };
    }

    @PreDestroy
    void end() {
        ended = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private record WakeUp(Lane lane, long jobId) {}
}

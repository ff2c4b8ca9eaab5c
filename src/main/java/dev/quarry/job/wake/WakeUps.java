package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import dev.quarry.platform.concurrent.Vital;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends wake-ups from a thread of its own, so that neither a request nor a rescue pass ever waits for the broker. What
 * cannot be sent is dropped: the rescue pass sends again for every job that is overdue (promise 2).
 */
@ApplicationScoped
public class WakeUps {

    private static final Logger LOG = Logger.getLogger(WakeUps.class.getName());
    private static final int MAX_PENDING = 10_000;

    /** Sent instead of a job's id for one of several jobs that came too fast for a message each. */
    private static final long OWED = -1;

    /** Sent instead of a job's id when the work may be anywhere in the lane. */
    static final long ANYWHERE = 0;

    /**
     * How many are sent at once: as many as the widest lane has slots by default; further ones follow some milliseconds
     * apart.
     */
    private static final int BURST = Lane.IO.defaultSlots();

    private static final long MILLIS_EACH = 5;

    /** How often the thread wakes up without anything to do. */
    private static final long IDLE_MILLIS = 1_000;

    private final BlockingQueue<WakeUp> pending = new LinkedBlockingQueue<>(MAX_PENDING);
    private final Map<Lane, WakeUpRate> rates = new EnumMap<>(Lane.class);

    /** Lanes that may have work anywhere, which no message has said yet; only the sending thread uses it. */
    private final Set<Lane> anywhere = EnumSet.noneOf(Lane.class);

    private final ConnectionFactory connections;
    private final ThreadFactory threads;
    private final JobChanges changes;
    private final Vital vital = Vital.named("wake-ups", null);
    private volatile boolean ended;
    private Thread thread;

    @Inject
    public WakeUps(ConnectionFactory connections, ThreadFactory threads, JobChanges changes) {
        this.connections = connections;
        this.threads = threads;
        this.changes = changes;
        for (Lane lane : Lane.values()) {
            rates.put(lane, new WakeUpRate(BURST, TimeUnit.MILLISECONDS.toNanos(MILLIS_EACH)));
        }
    }

    /** Starts the thread; further calls do nothing. */
    public synchronized void start() {
        if (thread == null) {
            thread = vital.start(threads, this::sendAll);
        }
    }

    /**
     * Notifies the cluster that a lane has a new job, stored just now and due at once; does not wait.
     *
     * @param jobId the job
     */
    public void send(Lane lane, long jobId) {
        offer(lane, jobId);
    }

    /** Notifies the cluster that a lane may have work anywhere, such as a job that is queued again; does not wait. */
    public void sendAnywhere(Lane lane) {
        offer(lane, ANYWHERE);
    }

    private void offer(Lane lane, long jobId) {
        changes.changed();
        if (!pending.offer(new WakeUp(lane, jobId))) {
            LOG.log(Level.FINE, "Too many wake-ups are waiting; lane {0} is served by the rescue pass", lane);
        }
    }

    /**
     * Sends wake-ups to the lanes that are served here and have received none yet. The broker delivers each to any
     * consumer of the cluster, so as many are sent as this node has consumers: after some rounds one arrives here.
     */
    public void prove(LaneConsumers consumers) {
        for (Lane lane : Lane.values()) {
            for (int i = 0; !consumers.isRunning(lane) && i < consumers.concurrency(lane); i++) {
                sendAnywhere(lane);
            }
        }
    }

    private void sendAll() {
        List<WakeUp> batch = new ArrayList<>();
        while (!ended) {
            try {
                vital.round();
                boolean owing = rates.values().stream().anyMatch(WakeUpRate::isOwing);
                WakeUp first = pending.poll(owing ? MILLIS_EACH : IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    pending.drainTo(batch);
                }
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

    /**
     * Sends a message for each wake-up as far as the lane's rate allows; the newest stand for all, and the first says
     * whether work may be anywhere.
     */
    private void send(List<WakeUp> batch) {
        Map<Lane, Integer> counts = new EnumMap<>(Lane.class);
        batch.stream().filter(w -> w.jobId() == ANYWHERE).forEach(w -> anywhere.add(w.lane()));
        for (Map.Entry<Lane, WakeUpRate> rate : rates.entrySet()) {
            int requested =
                    (int) batch.stream().filter(w -> w.lane() == rate.getKey()).count();
            int count = rate.getValue().take(requested, System.nanoTime());
            if (count > 0) {
                counts.put(rate.getKey(), count);
            }
        }
        if (counts.isEmpty()) {
            return;
        }
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setDisableMessageID(true);
            for (int i = batch.size() - 1; i >= 0; i--) {
                WakeUp wakeUp = batch.get(i);
                if (counts.merge(wakeUp.lane(), -1, Integer::sum) >= 0) {
                    send(context, producer, wakeUp);
                }
            }
            for (Map.Entry<Lane, Integer> owed : counts.entrySet()) {
                if (owed.getValue() > 0) {
                    send(context, producer, new WakeUp(owed.getKey(), OWED));
                }
            }
        }
    }

    private void send(JMSContext context, JMSProducer producer, WakeUp wakeUp) {
        long jobId = anywhere.contains(wakeUp.lane()) ? ANYWHERE : wakeUp.jobId() == ANYWHERE ? OWED : wakeUp.jobId();
        producer.send(context.createQueue(wakeUp.lane().queue()), Long.toString(jobId));
        anywhere.remove(wakeUp.lane());
    }

    /** Whether a message says that work may be anywhere in the lane, or cannot be read. */
    static boolean isAnywhere(Message wakeUp) {
        try {
            return Long.toString(ANYWHERE).equals(wakeUp.getBody(String.class));
        } catch (JMSException e) {
            return true;
        }
    }

    /** Whether the broker answers now. */
    public boolean isBrokerReachable() {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createBrowser(context.createQueue(Lane.LIGHT.queue())).getEnumeration();
            return true;
        } catch (JMSRuntimeException | JMSException e) {
            LOG.log(Level.FINE, "The broker does not answer", e);
            return false;
        }
    }

    @PreDestroy
    void end() {
        ended = true;
        vital.over();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private record WakeUp(Lane lane, long jobId) {}
}

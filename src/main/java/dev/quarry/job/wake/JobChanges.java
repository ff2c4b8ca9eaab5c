package dev.quarry.job.wake;

import dev.quarry.platform.concurrent.Vital;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Notifies all nodes that jobs have changed, at most ten times a second, from a thread of its own. A notice names no
 * job: the changes are in the database, and only nodes with open streams read them. A lost notice only delays them.
 */
@ApplicationScoped
public class JobChanges {

    static final String TOPIC = "quarry.changes";

    private static final Logger LOG = Logger.getLogger(JobChanges.class.getName());
    private static final long PAUSE_MILLIS = 100;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2_000;
    private static final long LONG_MILLIS = 2_000;

    private final ConnectionFactory connections;
    private final ThreadFactory threads;
    private final String node = UUID.randomUUID().toString();
    private final ChangeSignal here = new ChangeSignal();
    private final ChangeSignal elsewhere = new ChangeSignal();
    private final Vital vital = Vital.named("changes", null);
    private volatile boolean ended;
    private Thread thread;

    @Inject
    public JobChanges(ConnectionFactory connections, ThreadFactory threads) {
        this.connections = connections;
        this.threads = threads;
    }

    /** Starts the thread; further calls do nothing. */
    public synchronized void start() {
        if (thread == null) {
            thread = vital.start(threads, this::publishAll);
        }
    }

    /**
     * To be called after the commit of any change to a job. Costs two reads of fields when nobody has looked since the
     * last call.
     */
    public void changed() {
        here.raise();
        elsewhere.raise();
    }

    /** Raised by a change on any node; for one thread of this node to wait for. */
    public ChangeSignal signal() {
        return here;
    }

    /** Called when a notice came through the broker. */
    void received(String sender) {
        if (!node.equals(sender)) {
            here.raise();
        }
    }

    private void publishAll() {
        while (!ended) {
            try {
                vital.round();
                if (elsewhere.await(LONG_MILLIS)) {
                    publish();
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.FINE, "Streams of other nodes see changes later", e);
                pause();
            }
        }
    }

    private void publish() {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setDisableMessageID(true)
                    .send(context.createTopic(TOPIC), node);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
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
}

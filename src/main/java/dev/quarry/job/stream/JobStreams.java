package dev.quarry.job.stream;

import dev.quarry.job.store.read.ChangeLog;
import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.wake.JobChanges;
import dev.quarry.platform.concurrent.Vital;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TimeLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The open streams of this node, served by one thread: it looks for changes when it was notified of some, at most ten
 * times a second, and every two seconds in case a notice was lost. Without listeners it does nothing.
 */
@ApplicationScoped
public class JobStreams {

    private static final Logger LOG = Logger.getLogger(JobStreams.class.getName());
    private static final long PAUSE_MILLIS = 100;

    /** The time limit of a look, which takes milliseconds. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final long MAX_WAIT_MILLIS = 2_000;
    private static final long ALIVE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final ChangeLog log;
    private final JobChanges changes;
    private final ThreadFactory threads;
    private final int most;
    private final long lifetimeNanos;
    private final Queue<Listener> joining = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final List<Listener> listeners = new ArrayList<>();
    private ChangeFeed feed;
    private long aliveNanos;
    private final Vital vital = Vital.named("streams", Duration.ofMinutes(5));
    private volatile boolean ended;
    private Thread thread;

    @Inject
    public JobStreams(
            ChangeLog log,
            JobChanges changes,
            ThreadFactory threads,
            @ConfigProperty(name = "quarry.streams.max", defaultValue = "500") int most,
            @ConfigProperty(name = "quarry.streams.lifetime.seconds", defaultValue = "600") int lifetimeSeconds) {
        this.log = log;
        this.changes = changes;
        this.threads = threads;
        this.most = most;
        this.lifetimeNanos = TimeUnit.SECONDS.toNanos(lifetimeSeconds);
    }

    /** Starts the thread; further calls do nothing. */
    public synchronized void start() {
        if (thread == null) {
            thread = vital.start(threads, this::serve);
        }
    }

    /** @throws ProblemException 503 when this node has as many streams as it may have, or is stopping */
    public void checkRoom() {
        if (ended) {
            throw new ProblemException(503, "Stopping", "This node stops; connect again to reach another");
        }
        if (open.get() >= most) {
            throw new ProblemException(
                    503, "Too many streams", "This node has " + most + " open streams (quarry.streams.max)");
        }
    }

    /** How many streams are open on this node. */
    public int open() {
        return open.get();
    }

    /**
     * Serves a stream until its outlet is closed, or its lifetime is over: then the client reconnects to any node, and
     * has to show its key again.
     *
     * @param from what the client has seen; null when it comes for the first time
     */
    public void listen(Selection selection, EventPosition from, Outlet outlet) {
        join(new Listener(selection, from, outlet, System.nanoTime() + lifetimeNanos));
    }

    /** Closes an outlet when a job has ended or is not there any more, and when this node stops; sends nothing. */
    public void awaitEnd(long jobId, Outlet outlet) {
        join(Listener.forEnd(jobId, outlet, System.nanoTime() + lifetimeNanos));
    }

    private void join(Listener listener) {
        open.incrementAndGet();
        joining.add(listener);
        changes.signal().raise();
    }

    /** Ends all streams; clients reconnect to another node. */
    public void end() {
        ended = true;
        vital.over();
        changes.signal().raise();
        Thread serving;
        synchronized (this) {
            serving = thread;
        }
        if (serving != null) {
            try {
                serving.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void serve() {
        boolean soon = false;
        try {
            while (!ended) {
                vital.round();
                changes.signal().await(soon ? PAUSE_MILLIS : MAX_WAIT_MILLIS);
                if (!ended && !(listeners.isEmpty() && joining.isEmpty())) {
                    soon = lookOnce();
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.fine("The streams' thread is asked to end");
        } finally {
            ended = true;
            listeners.addAll(joining);
            listeners.forEach(listener -> listener.outlet().close());
        }
    }

    private boolean lookOnce() {
        try {
            return TimeLimit.within(LIMIT, this::look);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Streams wait, since changes cannot be read: {0}", e.toString());
            return false;
        }
    }

    private boolean look() {
        if (feed == null) {
            feed = new ChangeFeed(log, System::nanoTime);
            aliveNanos = System.nanoTime();
        }
        boolean soon = feed.look(listeners);
        for (Listener next = joining.peek(); next != null; next = joining.peek()) {
            feed.admit(next);
            listeners.add(joining.remove());
            soon |= next.selection().isOneJob();
        }
        if (System.nanoTime() - aliveNanos >= ALIVE_NANOS) {
            aliveNanos = System.nanoTime();
            feed.alive(listeners);
        }
        long now = System.nanoTime();
        listeners.stream().filter(listener -> listener.isOver(now)).forEach(listener -> listener.outlet()
                .close());
        int before = listeners.size();
        listeners.removeIf(listener -> listener.outlet().isClosed());
        open.addAndGet(listeners.size() - before);
        if (listeners.isEmpty()) {
            feed = null;
        }
        return soon;
    }
}

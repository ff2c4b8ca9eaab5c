package dev.quarry.platform.concurrent;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Work that a node cannot do without, such as its heartbeat, and that goes round and round, by a thread of its own or by a
 * timer. Nobody would notice if it died, so it takes the process with it: an {@link Error} there ends the process with one
 * sentence, and whoever supervises it starts another. Health tells when each went round last. They are of the process, as its
 * end is.
 */
public final class Vital {

    /** The exit code of a process that an error has ended; {@code -XX:+ExitOnOutOfMemoryError} has the same. */
    public static final int EXIT_CODE = 3;

    private static final Logger LOG = Logger.getLogger(Vital.class.getName());
    private static final Map<String, Vital> ALL = new ConcurrentHashMap<>();

    private final String name;
    private final Duration patience;
    private volatile long lastNanos = System.nanoTime();
    private volatile Thread thread;

    private Vital(String name, Duration patience) {
        this.name = name;
        this.patience = patience;
    }

    /**
     * When something went round last.
     *
     * @param alive false when its thread has ended, though nobody asked it to, or has stood still for too long
     */
    public record Sign(String name, long secondsAgo, boolean alive) {}

    /**
     * What bears that name; health knows it from now on.
     *
     * @param patience how long a round may take at most; null where it may wait for something that is away for long, such
     *     as the broker
     */
    public static Vital named(String name, Duration patience) {
        return ALL.computeIfAbsent(name, n -> new Vital(n, patience));
    }

    /** All there are, by name. */
    public static List<Sign> signs() {
        Collection<Vital> all = ALL.values();
        return all.stream()
                .map(Vital::sign)
                .sorted(Comparator.comparing(Sign::name))
                .toList();
    }

    /** Starts a daemon thread {@code quarry-…}; it counts from now on, in the place of one that was started before. */
    public Thread start(ThreadFactory threads, Runnable work) {
        Thread started = threads.newThread(() -> guarded(work));
        started.setName("quarry-" + name);
        started.setDaemon(true);
        lastNanos = System.nanoTime();
        ALL.put(name, this);
        thread = started;
        started.start();
        return started;
    }

    /** It ends, as it should. */
    public void over() {
        ALL.remove(name, this);
    }

    /** Once more: to be called in each round of the thread's work. */
    public void round() {
        lastNanos = System.nanoTime();
    }

    /**
     * One round of what a timer does. Never lets anything out: the server would drop the timer for good.
     *
     * @param failed takes what may pass
     */
    public void round(Runnable work, Consumer<RuntimeException> failed) {
        guarded(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                failed.accept(e);
            }
        });
        round();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Error e) {
            end(name, e);
        }
    }

    private Sign sign() {
        Thread mine = thread;
        long nanos = System.nanoTime() - lastNanos;
        boolean late = patience != null && nanos > patience.toNanos();
        return new Sign(name, TimeUnit.NANOSECONDS.toSeconds(nanos), !late && !hasEnded(mine));
    }

    /** One that is about to start has not ended, though it is not alive yet. */
    private static boolean hasEnded(Thread thread) {
        return thread != null && thread.getState() == Thread.State.TERMINATED;
    }

    /** Without shutdown hooks, which may need the memory that there is no more; other nodes rescue what ran here. */
    private static void end(String name, Error e) {
        try {
            String sentence =
                    "Quarry ends, since its thread \"" + name + "\" met an error that it cannot go on after: " + e;
            System.err.println(sentence);
            LOG.log(Level.SEVERE, sentence, e);
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}

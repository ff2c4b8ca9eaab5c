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
 * Work that a node cannot do without, such as its heartbeat, and that runs in rounds, on a thread of its own or by a
 * timer. Since nobody would notice its death, it takes the process with it: an {@link Error} there ends the process
 * with one sentence, and its supervisor starts another. Health shows when each had its last round. All are kept for the
 * whole process, since the process ends with them.
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
     * When some vital work had its last round.
     *
     * @param alive false when its thread has ended unasked, or has been stuck for too long
     */
    public record Sign(String name, long secondsAgo, boolean alive) {}

    /**
     * The vital work of that name, which health shows from now on.
     *
     * @param patience how long a round may take at most; null where it may wait long for something that is away, such
     *     as the broker
     */
    public static Vital named(String name, Duration patience) {
        return ALL.computeIfAbsent(name, n -> new Vital(n, patience));
    }

    /** The signs of all vital work, by name. */
    public static List<Sign> signs() {
        Collection<Vital> all = ALL.values();
        return all.stream()
                .map(Vital::sign)
                .sorted(Comparator.comparing(Sign::name))
                .toList();
    }

    /**
     * Starts a daemon thread {@code quarry-…}, which is watched from now on instead of one that was started earlier.
     */
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

    /** Marks its orderly end. */
    public void over() {
        ALL.remove(name, this);
    }

    /** Records a round; to be called in each round of the thread's work. */
    public void round() {
        lastNanos = System.nanoTime();
    }

    /**
     * Runs one round of a timer's work. Never throws, since the server would drop the timer for good.
     *
     * @param failed receives exceptions after which the next round is tried
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

    /** Whether a thread has ended; one that is about to start has not, although it is not alive yet. */
    private static boolean hasEnded(Thread thread) {
        return thread != null && thread.getState() == Thread.State.TERMINATED;
    }

    /**
     * Ends the process without shutdown hooks, which may need memory that is not available; other nodes take over what
     * ran here.
     */
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

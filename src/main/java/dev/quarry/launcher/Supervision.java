package dev.quarry.launcher;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Checks every second whether something that was started still runs, and restarts it when it does not. After a few
 * restarts within ten minutes it gives up, since somebody has to look into it.
 */
final class Supervision implements AutoCloseable {
    static final int MAX_STARTS = 5;

    private static final System.Logger LOG = System.getLogger(Supervision.class.getName());
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final String name;
    private final BooleanSupplier runs;
    private final Start start;
    private final Terminal terminal;
    private final Runnable giveUp;
    private final Deque<Long> starts = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean gaveUp;

    /** Restarts it. */
    interface Start {
        void again() throws Exception;
    }

    /** @param giveUp ends the process */
    Supervision(String name, BooleanSupplier runs, Start start, Terminal terminal, Runnable giveUp) {
        this.name = name;
        this.runs = runs;
        this.start = start;
        this.terminal = terminal;
        this.giveUp = giveUp;
        thread = new Thread(this::watch, "quarry-supervision");
        thread.setDaemon(true);
    }

    Supervision begin() {
        thread.start();
        return this;
    }

    /** Ends the supervision; when it returns, nothing is restarted any more. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        if (!gaveUp) {
            thread.join(Duration.ofMinutes(3).toMillis());
        }
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(LOOK_MILLIS);
                if (!closed && !runs.getAsBoolean() && !revived()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "The supervision of " + name + " ends");
        }
    }

    /**
     * Restarts it once, which may fail: then the next check finds it down again. False when there were too many
     * restarts.
     */
    private boolean revived() {
        long now = System.nanoTime();
        while (!starts.isEmpty() && now - starts.peek() > WITHIN.toNanos()) {
            starts.poll();
        }
        if (starts.size() >= MAX_STARTS) {
            say(
                    Level.ERROR,
                    name + " has ended " + (MAX_STARTS + 1) + " times within " + WITHIN.toMinutes()
                            + " minutes; Quarry ends too.");
            // What ends the process waits for close(), and that must not wait for this thread.
            gaveUp = true;
            giveUp.run();
            return false;
        }
        starts.add(now);
        say(Level.WARNING, name + " has ended and is started again (" + starts.size() + " of " + MAX_STARTS + ")");
        try {
            start.again();
            say(Level.INFO, name + " runs again");
        } catch (Exception e) {
            LOG.log(Level.WARNING, name + " could not be started again: " + e.getMessage(), e);
        }
        return true;
    }

    private void say(Level level, String sentence) {
        LOG.log(level, sentence);
        terminal.step(sentence);
    }
}

package dev.quarry.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;

/**
 * What a piece of work is asking the database for just now, so that another thread can have a long statement of it broken
 * off. That fails in the thread that waits for it as any statement may.
 */
public final class RunningCalls {

    /** What takes no longer is let go on to its end, so that short statements that tidy up are not hit. */
    private static final Duration SHORT = Duration.ofMillis(250);

    private static final Logger LOG = Logger.getLogger(RunningCalls.class.getName());
    private static final ThreadLocal<RunningCalls> CURRENT = new ThreadLocal<>();

    private final Map<Connection, Call> calls = new IdentityHashMap<>();
    private volatile boolean breaking;

    /** Those of the current thread's work; null where nobody may break it off. */
    static RunningCalls current() {
        return CURRENT.get();
    }

    /** What the current thread asks the database for in this work belongs to these. */
    public <T> T within(Callable<T> work) throws Exception {
        RunningCalls before = CURRENT.get();
        set(this);
        try {
            return work.call();
        } finally {
            set(before);
        }
    }

    /** From now on the current thread works for those; null for nobody's. */
    static void set(RunningCalls calls) {
        if (calls == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(calls);
        }
    }

    /** Does the work as one of the current thread's calls, if it has any. */
    static <T> T noted(Connection connection, SqlWork<T> work) throws SQLException {
        RunningCalls current = CURRENT.get();
        if (current == null) {
            return work.on(connection);
        }
        current.begin(connection);
        try {
            return work.on(connection);
        } finally {
            current.end(connection);
        }
    }

    private synchronized void begin(Connection connection) throws SQLException {
        calls.put(connection, new Call(connection.unwrap(PGConnection.class), System.nanoTime()));
    }

    /** Before the connection is given back. What is being broken off has its answer first, so that nobody else is hit. */
    private synchronized void end(Connection connection) {
        calls.remove(connection);
    }

    /**
     * Has the statements broken off that are not short, unless that is under way: asking for it may take seconds when the
     * database does not answer, so another thread asks.
     */
    public void breakOff(ThreadFactory threads) {
        if (!breaking && anyLong()) {
            breaking = true;
            threads.newThread(this::askForAll).start();
        }
    }

    private synchronized boolean anyLong() {
        return calls.values().stream().anyMatch(this::isLong);
    }

    private boolean isLong(Call call) {
        return System.nanoTime() - call.sinceNanos > SHORT.toNanos();
    }

    private void askForAll() {
        try {
            askForEach();
        } finally {
            breaking = false;
        }
    }

    private synchronized void askForEach() {
        calls.values().stream().filter(this::isLong).forEach(call -> {
            try {
                call.connection.cancelQuery();
            } catch (SQLException e) {
                LOG.log(Level.FINE, "A statement could not be broken off", e);
            }
        });
    }

    private record Call(PGConnection connection, long sinceNanos) {}
}

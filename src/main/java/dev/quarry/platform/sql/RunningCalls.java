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
 * The database calls that a piece of work has under way, so that another thread can abort a long statement. It then
 * fails in the thread that waits for it, as any statement may.
 */
public final class RunningCalls {

    /** Statements that have taken less time are not aborted, so that short ones that clean up can finish. */
    private static final Duration SHORT = Duration.ofMillis(250);

    private static final Logger LOG = Logger.getLogger(RunningCalls.class.getName());
    private static final ThreadLocal<RunningCalls> CURRENT = new ThreadLocal<>();

    private final Map<Connection, Call> calls = new IdentityHashMap<>();
    private volatile boolean breaking;

    /** The calls of the current thread's work; null where it cannot be aborted. */
    static RunningCalls current() {
        return CURRENT.get();
    }

    /** Runs work whose database calls on the current thread belong to these. */
    public <T> T within(Callable<T> work) throws Exception {
        RunningCalls before = CURRENT.get();
        set(this);
        try {
            return work.call();
        } finally {
            set(before);
        }
    }

    /** Sets the current thread's calls from now on; null for none. */
    static void set(RunningCalls calls) {
        if (calls == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(calls);
        }
    }

    /** Does the work as one of the current thread's calls, if those are tracked. */
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

    /**
     * Ends a call before its connection is given back. Waits for an abort that is under way, so that it cannot hit the
     * connection's next user.
     */
    private synchronized void end(Connection connection) {
        calls.remove(connection);
    }

    /**
     * Aborts the statements that are not short, unless that is under way. Another thread does so, since it may take
     * seconds when the database does not answer.
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

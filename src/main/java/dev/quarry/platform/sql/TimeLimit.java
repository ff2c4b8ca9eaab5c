package dev.quarry.platform.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * How long the database may be silent during a statement before the connection counts as broken. Statements without a
 * limit of their own have {@link #DEFAULT}, which allows for the longest legitimate ones; the pool's own limit, for
 * checking that a connection still works, is shorter.
 */
public final class TimeLimit {

    /** Longer than any statement takes that makes progress. */
    public static final Duration DEFAULT = Duration.ofMinutes(10);

    private static final ThreadLocal<Duration> CURRENT = new ThreadLocal<>();

    private TimeLimit() {}

    /** Runs work in which each statement on the current thread has that limit. */
    public static <T> T within(Duration limit, Supplier<T> work) {
        Duration before = CURRENT.get();
        set(limit);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    /**
     * The current thread's limit from now on, where its work begins and ends in different places; null for the default.
     */
    public static void set(Duration limit) {
        if (limit == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(limit);
        }
    }

    /** {@link #within} for work without a result. */
    public static void run(Duration limit, Runnable work) {
        within(limit, () -> {
            work.run();
            return null;
        });
    }

    /** Connections without a limit, for statements that may take an hour, such as migrations. */
    public static DataSource patient(DataSource limited) {
        return (DataSource) proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = invoke(limited, method, arguments);
            return result instanceof Connection connection ? patient(connection) : result;
        });
    }

    private static Connection patient(Connection limited) throws SQLException {
        int before = limited.getNetworkTimeout();
        limited.setNetworkTimeout(Runnable::run, 0);
        return (Connection) proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close") && !limited.isClosed()) {
                end(limited, before);
            }
            return invoke(limited, method, arguments);
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler calls) {
        return Proxy.newProxyInstance(TimeLimit.class.getClassLoader(), new Class<?>[] {type}, calls);
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Sets the current thread's limit on a connection; returns the previous one, to be restored afterwards. */
    static int begin(Connection connection) throws SQLException {
        Duration limit = CURRENT.get();
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) (limit == null ? DEFAULT : limit).toMillis());
        return before;
    }

    /** Restores the previous limit, except on a connection that broke meanwhile. */
    static void end(Connection connection, int before) {
        try {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, before);
            }
        } catch (SQLException e) {
            // Whoever gets it next is told.
        }
    }
}

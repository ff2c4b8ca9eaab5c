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
 * How long the database may be silent while it does a statement, before the connection counts as broken. Without a limit of
 * their own statements have {@link #DEFAULT}, which is for the longest that are right; the pool's own is shorter, for looking
 * whether a connection still works.
 */
public final class TimeLimit {

    /** Longer than any statement takes that gets on. */
    public static final Duration DEFAULT = Duration.ofMinutes(10);

    private static final ThreadLocal<Duration> CURRENT = new ThreadLocal<>();

    private TimeLimit() {}

    /** What the current thread asks the database for in this work has that limit, each statement by itself. */
    public static <T> T within(Duration limit, Supplier<T> work) {
        Duration before = CURRENT.get();
        set(limit);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    /** The current thread's limit from now on, where its work begins and ends in different places; null for the usual one. */
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

    /** Connections without a limit, for statements that may well take an hour, such as migrations. */
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

    /** Sets the current thread's limit on a connection; returns what is to be set again afterwards. */
    static int begin(Connection connection) throws SQLException {
        Duration limit = CURRENT.get();
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) (limit == null ? DEFAULT : limit).toMillis());
        return before;
    }

    /** What was set before; a connection that broke meanwhile is of no use anyway. */
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

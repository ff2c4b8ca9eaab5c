package dev.quarry.platform.sql;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * What the server's data source and transactions do together, without a server: a small pool whose connections, asked
 * for inside {@link #inNew}, are the one connection of that transaction.
 */
final class ThreadBoundTransactions implements Transactions, DataSource, AutoCloseable {

    private final DataSource source;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    ThreadBoundTransactions(DataSource source) {
        this.source = source;
    }

    @Override
    public <T> T inNew(Supplier<T> work) {
        Connection suspended = current.get();
        try {
            Connection connection = borrow();
            connection.setAutoCommit(false);
            current.set(connection);
            boolean done = false;
            try {
                T value = work.get();
                connection.commit();
                done = true;
                return value;
            } finally {
                if (!done && !connection.isClosed()) {
                    connection.rollback();
                }
                giveBack(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } finally {
            current.set(suspended);
        }
    }

    @Override
    public <T> T inCurrent(Supplier<T> work) {
        return current.get() == null ? inNew(work) : work.get();
    }

    @Override
    public boolean isActive() {
        return current.get() != null;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection inTransaction = current.get();
        if (inTransaction != null) {
            return onClose(inTransaction, () -> {});
        }
        Connection connection = borrow();
        AtomicBoolean open = new AtomicBoolean(true);
        return onClose(connection, () -> {
            if (open.getAndSet(false)) {
                giveBack(connection);
            }
        });
    }

    @Override
    public void close() {
        for (Connection connection; (connection = idle.poll()) != null; ) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        }
    }

    private Connection borrow() throws SQLException {
        for (Connection connection; (connection = idle.poll()) != null; ) {
            if (!connection.isClosed()) {
                return connection;
            }
        }
        return source.getConnection();
    }

    private void giveBack(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
            idle.push(connection);
        }
    }

    private interface Closing {
        void close() throws SQLException;
    }

    private static Connection onClose(Connection connection, Closing closing) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closing.close();
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        source.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(ThreadBoundTransactions.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}

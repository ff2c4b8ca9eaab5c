package dev.quarry.job.run;

import dev.quarry.platform.sql.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A connection to PostgreSQL whose clock stands still until it is set. A simulation is one transaction in it that is
 * rolled back at the end; what the nodes take for a commit is the end of a statement, or of a block of them.
 */
final class SimulatedSession implements AutoCloseable {

    /** When each simulation begins, in seconds since 1970. */
    static final double START = 1_800_000_000;

    private static final int SEEDS_BETWEEN_CLEANINGS = 250;

    private final Connection connection;
    private final UnaryOperator<String> change;
    private final Map<String, String> changed = new ConcurrentHashMap<>();
    private int seeds;
    private Broken broken;

    private SimulatedSession(Connection connection, UnaryOperator<String> change) {
        this.connection = connection;
        this.change = change;
    }

    /** Makes a migrated database one for simulations. */
    static void prepare(TestDatabase database) {
        try (InputStream script = SimulatedSession.class.getResourceAsStream("simulation.sql")) {
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            database.database().call(c -> {
                try (Statement statement = c.createStatement()) {
                    return statement.execute(
                            "set search_path = sim, public, pg_catalog; " + sql + "; set search_path = public");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A session in such a database.
     *
     * @param change what becomes of each statement before it is sent; to see whether a fault in one is found
     */
    static SimulatedSession open(TestDatabase database, UnaryOperator<String> change) throws SQLException {
        Connection connection = DriverManager.getConnection(database.jdbcUrl());
        execute(connection, "set search_path = sim, public, pg_catalog");
        connection.setAutoCommit(false);
        return new SimulatedSession(connection, change);
    }

    /** Begins with empty tables at {@link #START}, with sequences and random() as the seed has it. */
    void begin(long seed) throws SQLException {
        broken = null;
        if (seeds++ % SEEDS_BETWEEN_CLEANINGS == 0) {
            execute(connection, "truncate job, job_count_change, idempotency_key cascade");
            connection.commit();
        }
        execute(
                connection,
                "select setseed(%s), setval('job_id_seq', 50), setval('fencing_token_seq', 1000), set_config('sim.now', '%s', false)"
                        .formatted((seed % 1_000_003) / 1_000_004.0, START));
    }

    /** Seconds since 1970. */
    void now(double seconds) throws SQLException {
        execute(connection, String.format(Locale.ROOT, "select set_config('sim.now', '%.3f', false)", seconds));
    }

    /** Forgets all since {@link #begin}. */
    void rollBack() throws SQLException {
        connection.rollback();
    }

    void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** The connection as a node gets it; closing it does that and no more. */
    Connection lease(Closing closing) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closing.close();
                        return null;
                    }
                    if (method.getName().equals("prepareStatement")) {
                        arguments[0] = changed.computeIfAbsent((String) arguments[0], change);
                    }
                    return watch(method, connection, arguments);
                });
    }

    /** The driver's statements are wrapped too, so that a node that swallows a refusal does not hide it. */
    private Object watch(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            Object value = method.invoke(target, arguments);
            return value instanceof PreparedStatement statement ? watched(statement) : value;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException refused && broken == null) {
                broken = new Broken(refused.getMessage());
            }
            throw e.getCause();
        }
    }

    private PreparedStatement watched(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> watch(method, statement, arguments));
    }

    /** What PostgreSQL refused since {@link #begin}, be it caught by a node or not; null if nothing. */
    Broken broken() {
        return broken;
    }

    /** The database's own message. */
    record Broken(String message) {}

    interface Closing {
        void close() throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

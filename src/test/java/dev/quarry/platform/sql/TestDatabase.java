package dev.quarry.platform.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database for tests, migrated, fresh for each test class:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase DATABASE = new TestDatabase();
 * }</pre>
 *
 * <p>The server starts once in a JVM and is stopped with it; a class gets its database as a copy of a template that was
 * migrated once. {@link #database()} and {@link #transactions()} belong together as they do on the server: inside
 * {@link Transactions#inNew} every call on the same thread takes part in that transaction.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private static final String TEMPLATE = "quarry_template";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private String name;
    private ThreadBoundTransactions transactions;
    private Database database;

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Creates the database; for use outside JUnit, such as a benchmark. */
    public TestDatabase open() {
        return open(TEMPLATE);
    }

    private TestDatabase open(String template) {
        name = "quarry_" + NUMBER.incrementAndGet();
        Server.create(name, template);
        transactions = new ThreadBoundTransactions(Server.connectTo(name));
        database = new Database(transactions);
        return this;
    }

    /** The database that is open in another process, for the time of this one. */
    public static TestDatabase openIn(String jdbcUrl) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        TestDatabase open = new TestDatabase();
        open.transactions = new ThreadBoundTransactions(source);
        open.database = new Database(open.transactions);
        return open;
    }

    /** Creates a database without a schema, for an application that brings its own up to date. */
    public TestDatabase openEmpty() {
        return open("template1");
    }

    /** Drops the database, whoever is still connected. */
    @Override
    public void close() {
        transactions.close();
        Server.execute("drop database " + name + " with (force)");
    }

    /** Connections that take part in the transaction of their thread, if there is one. */
    public DataSource dataSource() {
        return transactions;
    }

    public Database database() {
        return database;
    }

    public Transactions transactions() {
        return transactions;
    }

    /** For what needs the server itself, such as a second node. */
    public String jdbcUrl() {
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    /** Empties these tables and whatever refers to them. */
    public void empty(String... tables) {
        database.update("truncate " + String.join(", ", tables) + " restart identity cascade");
    }

    /** Started by the first use, stopped by the hook that the library sets. */
    private static final class Server {

        /** Held here, since the logging of the JDK forgets loggers that nobody holds. */
        private static final List<Logger> QUIET = Stream.of("io.zonky", "org.flywaydb", "java.util.Iterator")
                .map(Logger::getLogger)
                .toList();

        static final EmbeddedPostgres POSTGRES = start();

        static {
            create(TEMPLATE, "template1");
            Flyway.configure()
                    .dataSource(connectTo(TEMPLATE))
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }

        private static EmbeddedPostgres start() {
            QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
            try {
                return EmbeddedPostgres.builder()
                        .setLocaleConfig("encoding", "UTF8")
                        .setLocaleConfig("locale", "C")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static void create(String name, String template) {
            execute("create database " + name + " template " + template);
        }

        static DataSource connectTo(String name) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(POSTGRES.getJdbcUrl("postgres", name));
            return source;
        }

        static void execute(String sql) {
            try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        }
    }
}

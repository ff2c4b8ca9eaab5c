package dev.quarry.launcher;

import dev.quarry.launcher.files.PrivateFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The database and the broker of a server: those that the settings name, which are checked first, or embedded ones,
 * which start in parallel on threads of their own. Their addresses are published at once.
 */
final class DatabaseAndBroker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DatabaseAndBroker.class.getName());
    private static final CompletableFuture<AutoCloseable> NOTHING = CompletableFuture.completedFuture(() -> {});

    private final Distribution distribution;
    private final DataDirectory data;
    private final Terminal terminal;
    private int postgresPort;
    private CompletableFuture<AutoCloseable> postgres = NOTHING;
    private CompletableFuture<AutoCloseable> broker = NOTHING;

    private DatabaseAndBroker(Distribution distribution, DataDirectory data, Terminal terminal) {
        this.distribution = distribution;
        this.data = data;
        this.terminal = terminal;
    }

    /**
     * Checks what the settings name and begins to start the rest.
     *
     * @throws LaunchException when what the settings name cannot be used
     */
    static DatabaseAndBroker begin(
            Distribution distribution, Settings settings, DataDirectory data, Terminal terminal) {
        DatabaseAndBroker begun = new DatabaseAndBroker(distribution, data, terminal);
        Optional<DatabaseUrl> external =
                settings.database().map(database -> begun.require(database, settings.schema()));
        settings.broker().ifPresent(begun::require);
        DatabaseUrl url = external.orElseGet(() -> SchemaChoice.asked(begun.startPostgres(), settings.schema()));
        System.setProperty("quarry.database.url", url.jdbcUrl());
        url.schema().ifPresent(schema -> System.setProperty(SchemaChoice.SETTING, schema));
        BrokerUrl address = settings.broker().orElseGet(begun::startBroker);
        System.setProperty("quarry.broker.host", address.host());
        System.setProperty("quarry.broker.port", Integer.toString(address.port()));
        System.setProperty("quarry.broker.user", address.user());
        System.setProperty("quarry.broker.password", address.password());
        return begun;
    }

    /**
     * Returns when the database accepts connections.
     *
     * @throws LaunchException when it could not be started
     */
    void awaitDatabase() {
        started(postgres);
    }

    /**
     * Returns when the broker accepts connections.
     *
     * @throws LaunchException when it could not be started
     */
    void awaitBroker() {
        started(broker);
    }

    /** Stops the embedded ones, the broker first; waits for one that is just starting. */
    @Override
    public void close() {
        close("the broker", broker);
        close("PostgreSQL", postgres);
    }

    private void close(String name, CompletableFuture<AutoCloseable> part) {
        if (part == NOTHING) {
            return;
        }
        AutoCloseable started;
        try {
            started = part.join();
        } catch (CompletionException e) {
            // It never ran; who waited for it was told why.
            return;
        }
        terminal.step("Stopping " + name);
        try {
            started.close();
        } catch (Exception e) {
            LOG.log(Level.ERROR, "Could not stop " + name, e);
            terminal.step("Could not stop " + name + ": " + e.getMessage());
        }
    }

    private DatabaseUrl require(DatabaseUrl url, Optional<String> schema) {
        try (URLClassLoader drivers = distribution.isolated("jdbc", false)) {
            terminal.step("Using the database " + url);
            DatabaseUrl database = Connectivity.requireDatabase(url, schema, drivers);
            database.schema().ifPresent(own -> terminal.step("Quarry's tables are in its schema " + own));
            return database;
        } catch (IOException e) {
            throw LaunchException.failure("The PostgreSQL driver in lib/jdbc cannot be read.", e);
        }
    }

    /**
     * Checks an external broker with the client classes of the embedded one. Their loader stays open: the client's
     * threads end some time after the client is closed, and need classes to do so.
     */
    @SuppressWarnings("resource")
    private void require(BrokerUrl broker) {
        terminal.step("Using the broker " + broker);
        Connectivity.requireBroker(broker);
        String obstacle;
        try {
            URLClassLoader loader = distribution.isolated("embedded", true);
            obstacle = (String) loader.loadClass("dev.quarry.launcher.embedded.BrokerProbe")
                    .getMethod("obstacle", String.class, int.class, String.class, String.class)
                    .invoke(null, broker.host(), broker.port(), broker.user(), broker.password());
        } catch (ReflectiveOperationException e) {
            throw LaunchException.failure("The client of the broker in lib/embedded cannot be used.", e);
        }
        if (!obstacle.isEmpty()) {
            throw LaunchException.failure("The broker " + broker + " cannot be used: " + obstacle + ".");
        }
    }

    private DatabaseUrl startPostgres() {
        terminal.step("Starting the embedded PostgreSQL");
        postgresPort = Connectivity.freePort();
        DatabaseUrl url = PostgresServer.url(data, postgresPort);
        postgres = inBackground(
                "quarry-start-postgresql",
                () -> supervised(PostgresServer.start(unpackPostgres(), data, postgresPort)));
        return url;
    }

    /**
     * Restarts the embedded server when it dies, or else ends the process, so that the application does not answer 503
     * for ever.
     */
    private AutoCloseable supervised(PostgresServer server) {
        Supervision supervision = new Supervision(
                        "The embedded PostgreSQL",
                        server::isRunning,
                        server::startAgain,
                        terminal,
                        () -> System.exit(1))
                .begin();
        return () -> {
            supervision.close();
            server.close();
        };
    }

    private BrokerUrl startBroker() {
        terminal.step("Starting the embedded broker");
        int port = Connectivity.freePort();
        while (port == postgresPort) {
            port = Connectivity.freePort();
        }
        BrokerUrl url = new BrokerUrl("127.0.0.1", port, "quarry", RandomPassword.draw());
        broker = inBackground("quarry-start-broker", () -> embeddedBroker(url));
        return url;
    }

    private AutoCloseable embeddedBroker(BrokerUrl broker) {
        URLClassLoader loader = distribution.isolated("embedded", true);
        Thread.currentThread().setContextClassLoader(loader);
        try {
            AutoCloseable started = (AutoCloseable) loader.loadClass("dev.quarry.launcher.embedded.EmbeddedBroker")
                    .getConstructor(Path.class, int.class, String.class, String.class)
                    .newInstance(data.broker(), broker.port(), broker.user(), broker.password());
            PrivateFiles.closeTree(data.broker());
            return started;
        } catch (IOException e) {
            throw LaunchException.failure(
                    "The broker's journal cannot be closed to others: " + e.getMessage() + ".", e);
        } catch (ReflectiveOperationException e) {
            throw LaunchException.failure("The embedded broker could not be started: " + cause(e) + ".", e);
        }
    }

    private Path unpackPostgres() {
        Path archive = distribution.embeddedPostgresArchive();
        try (URLClassLoader loader = distribution.isolated("embedded", true)) {
            return Unpacking.once(
                    data.path().resolve("postgresql-programs"),
                    archive.getFileName().toString(),
                    directory -> {
                        try {
                            loader.loadClass("dev.quarry.launcher.embedded.PostgresArchive")
                                    .getMethod("unpack", Path.class)
                                    .invoke(null, directory);
                        } catch (ReflectiveOperationException e) {
                            throw new IOException(cause(e), e);
                        }
                    });
        } catch (IOException e) {
            throw LaunchException.failure("PostgreSQL could not be unpacked: " + e.getMessage() + ".", e);
        }
    }

    private static CompletableFuture<AutoCloseable> inBackground(String name, Supplier<AutoCloseable> start) {
        return CompletableFuture.supplyAsync(start, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static void started(CompletableFuture<AutoCloseable> part) {
        try {
            part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LaunchException reason) {
                throw reason;
            }
            throw e;
        }
    }

    private static String cause(ReflectiveOperationException e) {
        return (e.getCause() == null ? e : e.getCause()).getMessage();
    }
}

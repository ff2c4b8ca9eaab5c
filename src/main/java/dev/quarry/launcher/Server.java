package dev.quarry.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A whole Quarry in this JVM: data directory, database, broker, application server, started in this order and stopped in
 * the opposite one.
 */
final class Server implements AutoCloseable {
    /** Set by the application when its start fails: one sentence. */
    static final String FAILURE_PROPERTY = "quarry.startup.failure";

    private static final Logger LOG = Logger.getLogger(Server.class.getName());

    /**
     * How many threads the broker's client has for all consumers together; a job keeps one of them. Its own default is
     * eight a core, and then a lane with many hands takes those of the others away.
     */
    private static final String BROKER_THREADS = "activemq.artemis.client.global.thread.pool.max.size";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final Distribution distribution;
    private final Settings settings;
    private final Terminal terminal;
    private final StopSignal stop;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean logOpen;

    private Server(Distribution distribution, Settings settings, Terminal terminal, StopSignal stop) {
        this.distribution = distribution;
        this.settings = settings;
        this.terminal = terminal;
        this.stop = stop;
    }

    /**
     * Starts everything and returns when the application is ready. When that fails, all that was started is stopped.
     *
     * @throws LaunchException with the reason
     * @throws InterruptedException when a stop was requested before
     */
    static Server start(Distribution distribution, Settings settings, Terminal terminal, StopSignal stop)
            throws InterruptedException {
        Server server = new Server(distribution, settings, terminal, stop);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "quarry-stop"));
        try {
            server.start();
            return server;
        } catch (LaunchException e) {
            server.record(e);
            server.close();
            throw e;
        } catch (InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The address of the server for this machine. */
    URI base() {
        return URI.create("http://" + settings.localHost() + ":" + settings.port() + "/");
    }

    /** Application server, broker, database, each when the one before it is gone; a second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (Part part : parts) {
            if (!part.name().isEmpty()) {
                terminal.step("Stopping " + part.name());
            }
            try {
                part.closer().close();
            } catch (Exception e) {
                LOG.log(Level.SEVERE, "Could not stop " + part.name(), e);
                if (!part.name().isEmpty()) {
                    terminal.step("Could not stop " + part.name() + ": " + e.getMessage());
                }
            }
        }
        if (!parts.isEmpty()) {
            terminal.step("Stopped");
        }
    }

    /** Before the log is open, java.util.logging would print on the terminal. */
    private void record(LaunchException failure) {
        if (logOpen) {
            LOG.log(Level.SEVERE, failure.getMessage(), failure);
        }
    }

    private void start() throws InterruptedException {
        Connectivity.requireFree(settings.address(), settings.port());
        DataDirectory data = opened("", DataDirectory.open(settings.data()));
        System.setProperty("java.io.tmpdir", data.temporary().toString());
        ServerLog log = ServerLog.open(
                distribution.serverConfig("logging.properties"), data, settings.logFormat(), terminal.logStream());
        logOpen = true;
        terminal.step("Starting Quarry; data and logs in " + data.path());
        publish("quarry.home", distribution.home().toString());
        publish("quarry.data", data.path().toString());
        publish("quarry.address", settings.address());
        publish(Settings.ROLE_PROPERTY, settings.role().code());
        settings.role().withoutHands().forEach(lane -> publish(lane, "0"));
        if (System.getProperty(BROKER_THREADS) == null) {
            publish(BROKER_THREADS, "-1");
        }
        publish("quarry.security", settings.security() ? "on" : "off");
        connectDatabase(data);
        requireNoStop();
        connectBroker(data);
        requireNoStop();
        System.clearProperty(FAILURE_PROPERTY);
        publish("mp.health.default.readiness.empty.response", "DOWN");
        publish("mp.health.default.startup.empty.response", "DOWN");
        terminal.step("Starting the application server");
        stop.whenRequested(() -> terminal.step("Asked to stop: will do when the application server has started"));
        PayaraServer payara = opened("the application server", PayaraServer.start(distribution, settings, log));
        stop.whenRequested(() -> {});
        requireNoStop();
        requireDeployed(payara, log);
        awaitReady(log);
        terminal.step("Ready: " + base() + "  (" + settings.role().addresses(base().toString()) + ")");
    }

    private void connectDatabase(DataDirectory data) {
        DatabaseUrl url;
        if (settings.database().isPresent()) {
            url = settings.database().get();
            terminal.step("Using the database " + url);
            try (URLClassLoader drivers = distribution.isolated("jdbc", false)) {
                Connectivity.requireDatabase(url, drivers);
            } catch (IOException e) {
                throw LaunchException.failure("The PostgreSQL driver in lib/jdbc cannot be read.", e);
            }
        } else {
            terminal.step("Starting the embedded PostgreSQL");
            PostgresServer postgres =
                    opened("PostgreSQL", PostgresServer.start(unpackPostgres(data), data, Connectivity.freePort()));
            url = postgres.url();
        }
        publish("quarry.database.url", url.jdbcUrl());
    }

    private void connectBroker(DataDirectory data) {
        BrokerUrl broker;
        if (settings.broker().isPresent()) {
            broker = settings.broker().get();
            terminal.step("Using the broker " + broker);
            Connectivity.requireBroker(broker);
            requireLogin(broker);
        } else {
            terminal.step("Starting the embedded broker");
            broker = new BrokerUrl("127.0.0.1", Connectivity.freePort(), "quarry", randomPassword());
            opened("the broker", startBroker(data, broker));
        }
        publish("quarry.broker.host", broker.host());
        publish("quarry.broker.port", Integer.toString(broker.port()));
        publish("quarry.broker.user", broker.user());
        publish("quarry.broker.password", broker.password());
    }

    /**
     * The classes of the client are the embedded broker's. Their loader stays open: the client's threads end some time
     * after it is closed, and need classes to do so.
     */
    @SuppressWarnings("resource")
    private void requireLogin(BrokerUrl broker) {
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

    private AutoCloseable startBroker(DataDirectory data, BrokerUrl broker) {
        URLClassLoader loader = distribution.isolated("embedded", true);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return (AutoCloseable) loader.loadClass("dev.quarry.launcher.embedded.EmbeddedBroker")
                    .getConstructor(Path.class, int.class, String.class, String.class)
                    .newInstance(data.broker(), broker.port(), broker.user(), broker.password());
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw LaunchException.failure("The embedded broker could not be started: " + cause.getMessage() + ".", e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The programs are unpacked once for each data directory and distribution. */
    private Path unpackPostgres(DataDirectory data) {
        Path programs = data.path().resolve("postgresql-programs");
        Path archive = distribution.embeddedPostgresArchive();
        Path stamp = programs.resolve(archive.getFileName() + ".unpacked");
        if (Files.exists(stamp)) {
            return programs;
        }
        try (URLClassLoader loader = distribution.isolated("embedded", true)) {
            Path building = data.path().resolve("postgresql-programs.new");
            DataDirectory.deleteRecursively(building);
            DataDirectory.deleteRecursively(programs);
            Files.createDirectory(building);
            loader.loadClass("dev.quarry.launcher.embedded.PostgresArchive")
                    .getMethod("unpack", Path.class)
                    .invoke(null, building);
            Files.createFile(building.resolve(stamp.getFileName()));
            Files.move(building, programs, StandardCopyOption.ATOMIC_MOVE);
            return programs;
        } catch (IOException | ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw LaunchException.failure("PostgreSQL could not be unpacked: " + cause.getMessage() + ".", e);
        }
    }

    private void requireDeployed(PayaraServer payara, ServerLog log) {
        requireNoFailure();
        if (!payara.deployed("quarry")) {
            throw LaunchException.failure(
                    "The application could not be deployed; the reason is in " + log.file() + ".");
        }
    }

    private void awaitReady(ServerLog log) throws InterruptedException {
        Readiness readiness = new Readiness(base());
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        List<String> missing = stop.interruptible(() -> {
            List<String> last = readiness.missing();
            while (!last.isEmpty() && System.nanoTime() < end) {
                requireNoFailure();
                Thread.sleep(100);
                last = readiness.missing();
            }
            return last;
        });
        requireNoFailure();
        if (!missing.isEmpty()) {
            throw LaunchException.failure("The application was not ready after " + READY_WITHIN.toSeconds()
                    + " seconds (" + String.join(", ", missing) + "); see " + log.file() + ".");
        }
    }

    private static void requireNoFailure() {
        String sentence = System.getProperty(FAILURE_PROPERTY);
        if (sentence != null && !sentence.isBlank()) {
            throw LaunchException.failure(sentence.strip());
        }
    }

    private void requireNoStop() throws InterruptedException {
        if (stop.requested()) {
            throw new InterruptedException("stop requested");
        }
    }

    private <T extends AutoCloseable> T opened(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    /** The application and the asadmin files read these through MicroProfile Config. */
    private static void publish(String property, String value) {
        System.setProperty(property, value);
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Something started; without a name it is stopped silently. */
    private record Part(String name, AutoCloseable closer) {}
}

package dev.quarry.launcher;

import dev.quarry.launcher.memory.MemoryOfStart;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A whole Quarry in this JVM: data directory, database and broker, application server, started in this order and
 * stopped in reverse.
 */
final class Server implements AutoCloseable {
    /** Set by the application when its start fails: one sentence. */
    static final String FAILURE_PROPERTY = "quarry.startup.failure";

    /** Set by the application: sentences that somebody must read, one per line, or nothing. */
    private static final String NOTES_PROPERTY = "quarry.startup.notes";

    private static final Logger LOG = Logger.getLogger(Server.class.getName());

    /**
     * How many threads the broker's client has for all consumers together; a job keeps one of them. Its own default is
     * eight per core, with which a lane with many slots would take the other lanes' threads.
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
     * Starts everything and returns when the application is ready. When that fails, everything that was started is
     * stopped.
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

    /**
     * Stops application server, broker and database, each when the one before it is gone; a second call does nothing.
     */
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

    /** Logs a failed start, unless the log is not open yet: then java.util.logging would print on the terminal. */
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
        settings.role().lanesWithoutSlots().forEach(lane -> publish(lane, "0"));
        if (System.getProperty(BROKER_THREADS) == null) {
            publish(BROKER_THREADS, "-1");
        }
        publish("quarry.security", settings.security() ? "on" : "off");
        DatabaseAndBroker backing = opened("", DatabaseAndBroker.begin(distribution, settings, data, terminal));
        UnpackedServer unpacked = UnpackedServer.open(distribution, data);
        backing.awaitDatabase();
        requireNoStop();
        System.clearProperty(FAILURE_PROPERTY);
        System.clearProperty(NOTES_PROPERTY);
        publish("mp.health.default.readiness.empty.response", "DOWN");
        publish("mp.health.default.startup.empty.response", "DOWN");
        terminal.step("Starting the application server");
        stop.whenRequested(() -> terminal.step("Asked to stop: will do when the application server has started"));
        PayaraServer payara = opened(
                "the application server",
                PayaraServer.start(
                        distribution, settings, log, unpacked, data.temporary().resolve("server")));
        stop.whenRequested(() -> {});
        // It has long been there; a node does without one until it comes, as after an outage.
        backing.awaitBroker();
        requireNoStop();
        requireDeployed(payara, log);
        awaitReady(log);
        // Before somebody waits for an answer: it holds up everything for some tenths of a second.
        MemoryOfStart.giveBack();
        System.getProperty(NOTES_PROPERTY, "").lines().forEach(note -> terminal.step("Warning: " + note));
        terminal.step("Ready: " + base() + "  (" + settings.role().addresses(base().toString()) + ")");
        unpacked.rememberClasses();
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
                Thread.sleep(20);
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

    /** Sets a property that the application and the asadmin files read through MicroProfile Config. */
    private static void publish(String property, String value) {
        System.setProperty(property, value);
    }

    /** A part that was started; without a name it is stopped without a message. */
    private record Part(String name, AutoCloseable closer) {}
}

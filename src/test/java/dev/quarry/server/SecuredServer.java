package dev.quarry.server;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.launcher.embedded.EmbeddedBroker;
import dev.quarry.platform.FreePort;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged server with security on, a broker with a password of its own, and keys made on the command line. */
public final class SecuredServer implements AutoCloseable {

    /** The broker's, to be looked for where it must not be. */
    static final String BROKER_PASSWORD = "br0ker-s3cret-7f31";

    private final QuarryProcess process;
    private final EmbeddedBroker broker;
    private final Map<String, String> keys = new HashMap<>();

    private SecuredServer(QuarryProcess process, EmbeddedBroker broker) {
        this.process = process;
        this.broker = broker;
    }

    /** Starts it, with those settings too. */
    public static SecuredServer start(Map<String, String> settings) throws Exception {
        Path parent = QuarryProcess.emptyDirectory("secured");
        int port = FreePort.next();
        EmbeddedBroker broker =
                new EmbeddedBroker(Files.createDirectory(parent.resolve("broker")), port, "quarry", BROKER_PASSWORD);
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of(
                "QUARRY_SECURITY",
                "on",
                "BROKER_URL",
                "tcp://127.0.0.1:" + port,
                "BROKER_USER",
                "quarry",
                "BROKER_PASSWORD",
                BROKER_PASSWORD));
        SecuredServer server = new SecuredServer(QuarryProcess.serveWith(parent.resolve("data"), all), broker);
        server.process.awaitReady();
        return server;
    }

    public QuarryProcess process() {
        return process;
    }

    /** A key of that role, made by the command line the first time. */
    public synchronized String key(String role) throws IOException, InterruptedException {
        if (!keys.containsKey(role)) {
            Command made = command("key", "create", "--role", role, "--name", "test-" + role);
            if (made.exitCode() != 0) {
                throw new AssertionError(made.errors());
            }
            keys.put(role, made.output().strip());
        }
        return keys.get(role);
    }

    /** All keys made so far. */
    List<String> keys() {
        return List.copyOf(keys.values());
    }

    /** A request with the key of that role; null for none. */
    Api.Answer send(String role, String method, String path, String json) throws IOException, InterruptedException {
        Api api = new Api(process.base());
        HttpRequest.Builder request = api.request(path)
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return api.send(role == null ? request : request.header("X-Api-Key", key(role)));
    }

    /** Runs a command of the distribution on this server's data. */
    Command command(String... line) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                QuarryProcess.packagedHome().resolve("quarry.jar").toString()));
        all.addAll(List.of(line));
        all.addAll(List.of("--data", process.data().toString()));
        Process run = new ProcessBuilder(all).start();
        String output = new String(run.getInputStream().readAllBytes());
        String errors = new String(run.getErrorStream().readAllBytes());
        return new Command(run.waitFor(), output, errors);
    }

    /** How a command ended and what it printed. */
    record Command(int exitCode, String output, String errors) {}

    /** Everything that was logged and printed so far. */
    String logs() throws IOException {
        StringBuilder all = new StringBuilder(process.output()).append(process.errors());
        try (Stream<Path> files = Files.list(process.data().resolve("log"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws Exception {
        process.close();
        broker.close();
    }
}

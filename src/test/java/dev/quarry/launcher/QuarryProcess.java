package dev.quarry.launcher;

import dev.quarry.platform.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The packaged distribution as a process of its own, for tests that start, watch, kill and restart it. Its output goes to
 * files beside the data directory. Closing kills what is left, its PostgreSQL included.
 */
public final class QuarryProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Options for every JVM that is started here: half of a start's processor time is C2's, which most tests never earn back. */
    private static final List<String> JVM =
            List.of(System.getProperty("quarry.it.jvm", "-Xmx768m").split(" "));

    private final Process process;
    private final Path data;
    private final int port;
    private final Path output;
    private final Path errors;

    private QuarryProcess(Process process, Path data, int port, Path output, Path errors) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.output = output;
        this.errors = errors;
    }

    /** {@code cache} in that distribution, with the JVM's options of all that is started here. */
    public static void cache(Path home) throws InterruptedException {
        List<String> line = java(List.of("-jar", home.resolve("quarry.jar").toString(), "cache"));
        start(line, emptyDirectory("cache").resolve("data"), 0, Map.of()).awaitOutput("Start with it by");
    }

    private static List<String> java(List<String> arguments) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(JVM);
        line.addAll(arguments);
        return line;
    }

    /** The distribution that the build has made. */
    public static Path packagedHome() {
        return Path.of(System.getProperty("quarry.home"));
    }

    /** The packaged distribution with the handlers of that package in its application; what is the same is linked. */
    public static Path homeWith(Path home, Package handlers) {
        Path packaged = packagedHome().toAbsolutePath();
        try {
            Files.createDirectories(home);
            try (Stream<Path> parts = Files.list(packaged)) {
                for (Path part : parts.toList()) {
                    Path target = home.resolve(part.getFileName());
                    if (part.endsWith("quarry.jar")) {
                        Files.copy(part, target);
                    } else if (!part.endsWith("quarry.war")) {
                        Files.createSymbolicLink(target, part);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ShrinkWrap.create(ZipImporter.class, "quarry.war")
                .importFrom(packaged.resolve("quarry.war").toFile())
                .as(WebArchive.class)
                .addPackage(handlers)
                .as(ZipExporter.class)
                .exportTo(home.resolve("quarry.war").toFile());
        return home;
    }

    /** An empty directory below {@code target}, whose name tells the test. */
    public static Path emptyDirectory(String name) {
        try {
            Path parent =
                    Files.createDirectories(Path.of("target", "process-it").toAbsolutePath());
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code serve} with the packaged distribution on a free port. */
    public static QuarryProcess serve(Path data, String... options) {
        return start(packagedHome(), data, FreePort.next(), "serve", options);
    }

    /** {@link #serve} with settings in its environment. */
    public static QuarryProcess serveWith(Path data, Map<String, String> settings) {
        return start(packagedHome(), data, FreePort.next(), "serve", List.of(), settings);
    }

    /** {@code serve} with the distribution in {@code home}, with options for its JVM and settings in its environment. */
    public static QuarryProcess serveWith(
            Path home, Path data, int port, List<String> jvmOptions, Map<String, String> settings) {
        return start(home, data, port, "serve", jvmOptions, settings);
    }

    /** A command of the distribution in {@code home}; the process inherits no setting of the environment. */
    public static QuarryProcess start(Path home, Path data, int port, String command, String... options) {
        return start(home, data, port, command, List.of(), Map.of(), options);
    }

    /** {@link #start(Path, Path, int, String, String...)} with settings in its environment. */
    public static QuarryProcess start(
            Path home, Path data, int port, String command, Map<String, String> settings, String... options) {
        return start(home, data, port, command, List.of(), settings, options);
    }

    private static QuarryProcess start(
            Path home,
            Path data,
            int port,
            String command,
            List<String> jvmOptions,
            Map<String, String> settings,
            String... options) {
        List<String> line = java(jvmOptions);
        boolean cached = jvmOptions.stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
        line.addAll(List.of(
                "-jar",
                home.resolve(cached ? "quarry-cached.jar" : "quarry.jar").toString(),
                command,
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
        line.addAll(List.of(options));
        return start(line, data, port, settings);
    }

    /**
     * A process with that command line; it inherits no setting of the environment.
     *
     * @param data its data directory, as the command line or the settings say
     * @param port its port, likewise
     */
    public static QuarryProcess start(List<String> line, Path data, int port, Map<String, String> settings) {
        try {
            Path output = Files.createTempFile(data.toAbsolutePath().getParent(), "output-", ".txt");
            Path errors = Files.createTempFile(data.toAbsolutePath().getParent(), "errors-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("QUARRY_")
                            || name.startsWith("BROKER_")
                            || name.equals("DATABASE_URL")
                            // With them every JVM says first that it has picked them up.
                            || name.equals("JAVA_TOOL_OPTIONS"));
            builder.environment().putAll(settings);
            return new QuarryProcess(builder.start(), data, port, output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the line that says ready; fails with what was printed when the process ends before. */
    public QuarryProcess awaitReady() throws InterruptedException {
        return awaitOutput("Ready: ");
    }

    /** Waits until the output has the text; fails with what was printed when the process ends before. */
    public QuarryProcess awaitOutput(String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains(text)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("No \"" + text + "\" from the server; it said\n" + output() + errors());
            }
            Thread.sleep(50);
        }
        return this;
    }

    /** Ends the process at once, as a crash or the kernel would. */
    public void kill9() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** The exit code of a process that ends by itself; one that does not is killed. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The server does not end; it said\n" + output() + errors());
        }
        return process.exitValue();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    public long pid() {
        return process.pid();
    }

    /** False when it has ended, by itself or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output so far. */
    public String output() {
        return read(output);
    }

    /** Standard error so far. */
    public String errors() {
        return read(errors);
    }

    /** The answer to a GET on a path without leading slash. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(base().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to a POST of JSON on a path without leading slash. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, json);
    }

    /** The answer to a request with JSON on a path without leading slash. */
    public HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(base().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The JDBC URL of its embedded PostgreSQL, which must run. */
    public String databaseUrl() {
        return PostgresServer.running(data).orElseThrow().jdbcUrl();
    }

    /** The living processes of the embedded PostgreSQL on this data directory. */
    public List<ProcessHandle> postgres() {
        String cluster = data.toAbsolutePath().resolve("postgresql").toString();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(handle -> handle.info()
                            .commandLine()
                            .filter(line -> line.contains("postgres") && line.contains(cluster))
                            .isPresent())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        }
    }

    /** The CPU time that the server and its PostgreSQL have used so far, ended sessions included. */
    public double cpuSeconds() {
        return Stream.concat(Stream.of(process.toHandle()), postgres().stream())
                .mapToDouble(handle -> cpuSeconds(handle.pid()))
                .sum();
    }

    /** User and system time of a process and of its children that have ended (proc(5), fields 14 to 17); 0 if it is gone. */
    public static double cpuSeconds(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String[] fields = Files.readString(stat).replaceAll(".*\\) ", "").split(" ");
            long ticks = 0;
            for (int field = 14; field <= 17; field++) {
                ticks += Long.parseLong(fields[field - 3]);
            }
            return ticks / 100.0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        postgres().forEach(ProcessHandle::destroyForcibly);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

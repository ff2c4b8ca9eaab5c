package dev.quarry.chaos;

import dev.quarry.launcher.embedded.EmbeddedBroker;
import dev.quarry.platform.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An Artemis broker in a JVM of its own that is killed and started again on the same journal and port. */
public final class BrokerProcess implements AutoCloseable {

    private static final String USER = "quarry";
    private static final String PASSWORD = "chaos";
    private static final String READY = "ready";

    private final Path directory;
    private final int port = FreePort.next();
    private Process process;

    /** Starts one on the journal in that existing directory. */
    public BrokerProcess(Path directory) throws IOException {
        this.directory = directory;
        start();
    }

    /** The broker's process: it ends with the harness, whose end closes its standard input. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker broker =
                new EmbeddedBroker(Path.of(arguments[0]), Integer.parseInt(arguments[1]), USER, PASSWORD);
        System.out.println(READY);
        System.in.transferTo(OutputStream.nullOutputStream());
        broker.close();
        System.exit(0);
    }

    /** Starts it; it takes connections when this returns. */
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolveSibling("broker.log").toFile()))
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the broker does not start; see " + directory.resolveSibling("broker.log"));
            }
        }
    }

    /** Ends it at once. */
    public void kill9() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The loopback port it takes connections on. */
    public int port() {
        return port;
    }

    /** As whom to connect. */
    public String user() {
        return USER;
    }

    /** With which password. */
    public String password() {
        return PASSWORD;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

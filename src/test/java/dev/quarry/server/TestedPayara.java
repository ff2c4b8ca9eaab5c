package dev.quarry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A new domain of the Payara Server that the profile {@code payara} or {@code payara7} unpacks, configured as an operator does by
 * {@code server-config/payara/README.md}: with the delivered script, and with settings from the environment.
 */
final class TestedPayara implements TestedServer {

    private static final Path HOME = Path.of(System.getProperty("quarry.payara.home", "target/payara/payara6"))
            .toAbsolutePath();
    private static final Path QUARRY = Path.of(System.getProperty("quarry.home"));
    private static final String DOMAIN = "quarry";

    /** What create-domain adds to the base for the ports of the administration and of the API. */
    private static final int ADMIN = 48;

    private static final int HTTP = 80;

    private final Path domains = Path.of("target/payara-domains").toAbsolutePath();
    private Map<String, String> settings = Map.of();

    @Override
    public void prepare(Backing backing) throws IOException {
        removeDomainOfTheRunBefore();
        settings = Map.of(
                "QUARRY_DATABASE_URL", backing.databaseUrl(),
                "QUARRY_BROKER_HOST", "127.0.0.1",
                "QUARRY_BROKER_PORT", Integer.toString(backing.brokerPort()),
                "QUARRY_BROKER_USER", backing.brokerUser(),
                "QUARRY_BROKER_PASSWORD", backing.brokerPassword(),
                "QUARRY_LEADERBOARD_REFRESH_MINUTES", "0");
        int base = freePortBase();
        String domainDirectory = "--domaindir=" + domains;
        asadmin("create-domain", "--nopassword", "--portbase", Integer.toString(base), domainDirectory, DOMAIN);
        addDriver();
        asadmin("start-domain", domainDirectory, DOMAIN);
        script(base, "configure.asadmin");
        if (HOME.endsWith("payara6")) {
            script(base, "payara6.asadmin");
        }
        // Options of the JVM count from the next start.
        asadmin("stop-domain", domainDirectory, DOMAIN);
        asadmin("start-domain", domainDirectory, DOMAIN);
        System.setProperty("quarry.payara.admin.port", Integer.toString(base + ADMIN));
        System.setProperty("quarry.payara.http.port", Integer.toString(base + HTTP));
    }

    private void script(int base, String name) {
        String file = QUARRY.resolve("server-config/payara").resolve(name).toString();
        asadmin("--port", Integer.toString(base + ADMIN), "multimode", "--file", file);
    }

    /** The domain stays, for its log. */
    @Override
    public void close() {
        if (Files.exists(domains.resolve(DOMAIN))) {
            asadmin("stop-domain", "--domaindir=" + domains, DOMAIN);
        }
    }

    private void removeDomainOfTheRunBefore() {
        if (!Files.exists(domains.resolve(DOMAIN))) {
            return;
        }
        try {
            asadmin("delete-domain", "--domaindir=" + domains, DOMAIN);
        } catch (IllegalStateException e) {
            // It still runs, because those tests were killed.
            close();
            asadmin("delete-domain", "--domaindir=" + domains, DOMAIN);
        }
    }

    private void addDriver() throws IOException {
        try (Stream<Path> drivers = Files.list(QUARRY.resolve("lib/jdbc"))) {
            for (Path driver : drivers.toList()) {
                Files.copy(driver, domains.resolve(DOMAIN).resolve("lib").resolve(driver.getFileName()));
            }
        }
    }

    /** Runs a command from the directory of the distribution; one that fails inside a script does not fail the script. */
    private void asadmin(String... arguments) {
        List<String> line = new ArrayList<>(List.of(HOME.resolve("bin/asadmin").toString(), "--interactive=false"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(QUARRY.toFile()).redirectErrorStream(true);
        builder.environment().putAll(settings);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            int exitCode = process.waitFor();
            if (exitCode != 0 || output.contains(" failed.")) {
                throw new IllegalStateException(String.join(" ", line) + " ended with " + exitCode + ":\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A hundred ports that nobody listens on. */
    private static int freePortBase() {
        return ThreadLocalRandom.current()
                .ints(10_000, 30_000)
                .map(port -> port / 100 * 100)
                .filter(base -> IntStream.range(base, base + 100).allMatch(TestedPayara::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.quarry.server;

import dev.quarry.platform.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A fresh WildFly that the profile {@code wildfly} has unpacked, made ready by the scripts that an operator runs, which
 * Arquillian starts and stops.
 */
final class TestedWildFly implements TestedServer {

    private static final Path SCRIPTS = Path.of("server-config/wildfly").toAbsolutePath();
    private static final int PATIENCE_MINUTES = 5;

    private final Path home = Path.of(System.getProperty("quarry.wildfly.home")).toAbsolutePath();

    @Override
    public void prepare(Backing backing) throws IOException, InterruptedException {
        for (String script : List.of("modules.cli", "server.cli", "broker-external.cli")) {
            run(script);
        }
        System.setProperty("quarry.database.url", backing.databaseUrl());
        System.setProperty("quarry.broker.port", Integer.toString(backing.brokerPort()));
        System.setProperty("quarry.broker.user", backing.brokerUser());
        System.setProperty("quarry.broker.password", backing.brokerPassword());
        for (String port : List.of("http", "https", "management.http", "management.https")) {
            System.setProperty("quarry.wildfly.port." + port, Integer.toString(FreePort.next()));
        }
    }

    /** As server-config/wildfly/README.md says: in the folder of WildFly. */
    private void run(String script) throws IOException, InterruptedException {
        Path log = Files.createTempFile("quarry-" + script, ".log");
        Process cli = new ProcessBuilder(
                        home.resolve("bin/jboss-cli.sh").toString(), "--file=" + SCRIPTS.resolve(script))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!cli.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            cli.destroyForcibly();
            throw new IllegalStateException(script + " does not end: " + Files.readString(log));
        }
        if (cli.exitValue() != 0) {
            throw new IllegalStateException(script + " failed: " + Files.readString(log));
        }
        Files.delete(log);
    }
}

package dev.quarry.server;

import dev.quarry.launcher.embedded.EmbeddedBroker;
import dev.quarry.platform.sql.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts the database and the broker that the server of the Arquillian suite uses, before Arquillian reads its
 * configuration, and only where a packaged distribution is there to be tested.
 */
public class BackingServices implements LauncherSessionListener {

    private static boolean running;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (running || System.getProperty("quarry.home") == null) {
            return;
        }
        running = true;
        try {
            Path resources = Path.of("src/test/resources").toAbsolutePath();
            Path broker = Files.createTempDirectory("quarry-broker");
            int port = freePort();
            new EmbeddedBroker(broker, port, "quarry", "secret");
            System.setProperty(
                    "quarry.database.url", new TestDatabase().openEmpty().jdbcUrl());
            System.setProperty("quarry.broker.port", Integer.toString(port));
            System.setProperty(
                    "quarry.arquillian.postboot",
                    resources.resolve("post-boot-with-adapter.asadmin").toString());
        } catch (Exception e) {
            throw new IllegalStateException("the services behind the server could not be started", e);
        }
    }

    private static int freePort() throws java.io.IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package dev.quarry.server;

import dev.quarry.launcher.embedded.EmbeddedBroker;
import dev.quarry.platform.FreePort;
import dev.quarry.platform.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts the database and the broker that the server of the Arquillian suite uses, and makes that server ready, before
 * Arquillian reads its configuration, and only where a packaged distribution is there to be tested.
 */
public class BackingServices implements LauncherSessionListener {

    private static TestedServer server;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (server != null || System.getProperty("quarry.home") == null) {
            return;
        }
        String name = System.getProperty("quarry.it.server", "payara-micro");
        server = TestedServer.named(name);
        System.setProperty("arquillian.launch", name);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-tested-server"));
        try {
            Path broker = Files.createTempDirectory("quarry-broker");
            int port = FreePort.next();
            new EmbeddedBroker(broker, port, "quarry", "secret");
            server.prepare(
                    new TestedServer.Backing(new TestDatabase().openEmpty().jdbcUrl(), port, "quarry", "secret"));
        } catch (Exception e) {
            throw new IllegalStateException("the server or the services behind it could not be made ready", e);
        }
    }
}

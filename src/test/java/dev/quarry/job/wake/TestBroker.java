package dev.quarry.job.wake;

import dev.quarry.launcher.embedded.EmbeddedBroker;
import dev.quarry.platform.FreePort;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;

/** A real broker that a test may stop and start again on the same port. */
final class TestBroker implements AutoCloseable {

    private final Path directory;
    private final int port;
    private EmbeddedBroker broker;

    TestBroker(Path directory) throws Exception {
        this.directory = directory;
        this.port = FreePort.next();
        start();
    }

    void start() throws Exception {
        broker = new EmbeddedBroker(directory, port, "quarry", "secret");
    }

    void stop() throws Exception {
        broker.close();
    }

    ConnectionFactory connections() {
        ActiveMQJMSConnectionFactory factory = new ActiveMQJMSConnectionFactory(
                "tcp://127.0.0.1:" + port + "?reconnectAttempts=0;callTimeout=2000;connectionTtl=5000");
        factory.setUser("quarry");
        factory.setPassword("secret");
        return factory;
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}

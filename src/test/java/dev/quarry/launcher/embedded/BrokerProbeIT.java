package dev.quarry.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProbeIT {

    @TempDir
    private Path directory;

    @Test
    void a_broker_lets_its_user_in_and_refuses_a_wrong_password() throws Exception {
        int port = FreePort.next();
        try (EmbeddedBroker broker = new EmbeddedBroker(directory, port, "quarry", "right")) {
            assertThat(broker).isNotNull();
            assertThat(BrokerProbe.obstacle("127.0.0.1", port, "quarry", "right"))
                    .isEmpty();
            assertThat(BrokerProbe.obstacle("127.0.0.1", port, "quarry", "wrong"))
                    .isEqualTo("it refuses the user quarry or the password");
        }
    }

    @Test
    void what_only_listens_is_no_broker() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(BrokerProbe.obstacle("127.0.0.1", silent.getLocalPort(), "quarry", "right"))
                    .isEqualTo("what listens there does not answer as an Artemis broker does");
        }
    }
}

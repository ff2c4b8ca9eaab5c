package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectivityTest {
    @Test
    void a_taken_port_is_named_with_the_option_that_changes_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Connectivity.requireFree("127.0.0.1", port))
                    .isInstanceOfSatisfying(
                            LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void a_free_port_is_free() {
        assertThatCode(() -> Connectivity.requireFree("127.0.0.1", Connectivity.freePort()))
                .doesNotThrowAnyException();
    }

    @Test
    void an_unknown_address_is_wrong_usage() {
        assertThatThrownBy(() -> Connectivity.requireFree("no such host", 8080))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("--address");
    }

    @Test
    void an_unreachable_database_is_one_sentence_without_its_password() throws IOException {
        DatabaseUrl nowhere =
                DatabaseUrl.parse("postgres://ann:s3cret@127.0.0.1:" + Connectivity.freePort() + "/quarry");
        try (URLClassLoader drivers = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            assertThatThrownBy(() -> Connectivity.requireDatabase(nowhere, Optional.empty(), drivers))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("The database postgresql://127.0.0.1:")
                    .hasMessageNotContaining("s3cret")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void an_unreachable_broker_is_one_sentence() {
        BrokerUrl nowhere = new BrokerUrl("127.0.0.1", Connectivity.freePort(), "ann", "s3cret");

        assertThatThrownBy(() -> Connectivity.requireBroker(nowhere))
                .isInstanceOf(LaunchException.class)
                .hasMessageStartingWith("The broker tcp://127.0.0.1:")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_host_that_nobody_knows_is_said_to_be_that() throws IOException {
        DatabaseUrl nowhere = DatabaseUrl.parse("postgres://quarry.invalid/quarry");
        try (URLClassLoader drivers = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            assertThatThrownBy(() -> Connectivity.requireDatabase(nowhere, Optional.empty(), drivers))
                    .hasMessage(
                            "The database postgresql://quarry.invalid/quarry cannot be reached: the host is not known.");
        }
        assertThatThrownBy(() -> Connectivity.requireBroker(new BrokerUrl("quarry.invalid", 61616, "ann", "s3cret")))
                .hasMessage("The broker tcp://quarry.invalid:61616 cannot be reached: the host is not known.");
    }
}

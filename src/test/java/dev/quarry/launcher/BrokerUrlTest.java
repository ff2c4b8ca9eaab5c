package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUrlTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://ann:p%40ss@mq:61617, mq, 61617, ann, p@ss",
        "tcp://mq?user=ann&password=p%26ss, mq, 61616, ann, p&ss",
        "tcp://[::1]:5, ::1, 5, quarry, quarry",
    })
    void host_port_user_and_password_are_read(String url, String host, int port, String user, String password) {
        assertThat(BrokerUrl.parse(url, null, null)).isEqualTo(new BrokerUrl(host, port, user, password));
    }

    @Test
    void user_and_password_given_apart_win() {
        assertThat(BrokerUrl.parse("tcp://ann:secret@mq", "bob", "other"))
                .isEqualTo(new BrokerUrl("mq", BrokerUrl.DEFAULT_PORT, "bob", "other"));
    }

    @Test
    void what_is_shown_names_the_place_and_no_secret() {
        assertThat(BrokerUrl.parse("tcp://ann:secret@mq:1", null, null)).hasToString("tcp://mq:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ann:secret@mq", "tcp://", "mq:61616?secret", "tcp://ann:secret%ZZ@mq"})
    void a_wrong_url_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> BrokerUrl.parse(url, null, null))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("BROKER_URL")
                .hasMessageNotContaining("secret");
    }
}

package dev.quarry.security.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "quarry.localhost:8080",
                "127.0.0.1",
                "127.1.2.3:80",
                "[::1]:8080",
                "localhost."
            })
    void names_that_can_only_mean_this_machine_are_answered(String host) {
        assertThat(LoopbackNames.isLoopbackName(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil-localhost",
                "128.0.0.1",
                "[::2]",
                "localhost:80@evil.example",
                ""
            })
    void names_that_somebody_can_point_here_are_not(String host) {
        assertThat(LoopbackNames.isLoopbackName(host)).isFalse();
    }
}

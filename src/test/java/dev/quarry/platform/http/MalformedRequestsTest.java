package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRequestsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/jobs/%zz", "/%", "/%2", "/%2f", "/a%2F", "/%00", "/%ff", "/%5C", "/%C3", "/a%z1b"})
    void paths_that_the_server_cannot_read_are_distinguished_from_others(String path) {
        assertThat(MalformedRequests.decodable(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1/jobs/7", "/%2e%2E/a", "/%C3%A4", "/a%25", "/a;b=%20", "/%7e"})
    void paths_that_can_be_read_pass(String path) {
        assertThat(MalformedRequests.decodable(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":80", " :"})
    void a_host_needs_a_name(String host) {
        assertThat(MalformedRequests.nameless(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "[::1]:8080", "127.0.0.1"})
    void named_hosts_pass(String host) {
        assertThat(MalformedRequests.nameless(host)).isFalse();
    }
}

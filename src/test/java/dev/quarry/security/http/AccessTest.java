package dev.quarry.security.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.http.AllowedOrigins;
import dev.quarry.security.SecuritySettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

    private final Access access = new Access(
            new SecuritySettings("on", Optional.empty(), 5, "10.0.0.1"),
            null,
            new AllowedOrigins("https://friend.example"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, quarry:8080, false",
                "same-origin, http://quarry:8080, quarry:8080, false",
                "same-origin, https://quarry.example, 127.0.0.1:8080, false",
                "none, -, quarry:8080, false",
                "cross-site, http://evil.example, quarry:8080, true",
                "same-site, https://blog.quarry.example, quarry.example, true",
                "cross-site, https://friend.example, quarry:8080, false",
                "-, http://quarry:8080, quarry:8080, false",
                "-, http://quarry:8081, quarry:8080, true",
                "-, null, quarry:8080, true",
                "-, http://evil.example, quarry:8080, true",
            })
    void pages_of_other_sites_are_known_by_what_browsers_say(String site, String origin, String host, boolean other) {
        assertThat(access.isFromAnotherSite(site, origin, host)).isEqualTo(other);
    }

    @Test
    void a_forwarded_address_is_believed_of_a_trusted_proxy_and_only_its_own_entry() {
        assertThat(access.address("10.0.0.1", "6.6.6.6, 192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(access.address("10.0.0.2", "192.0.2.7")).isEqualTo("10.0.0.2");
        assertThat(access.address("10.0.0.1", "x\r\nFORGED")).isEqualTo("10.0.0.1");
        assertThat(access.address("10.0.0.1", null)).isEqualTo("10.0.0.1");
    }

    @Test
    void a_setting_with_a_typing_error_opens_nothing() {
        assertThat(new SecuritySettings("onn", Optional.empty(), 5, "").isOn()).isTrue();
        assertThat(new SecuritySettings("off", Optional.empty(), 5, "").isOn()).isFalse();
    }

    @Test
    void without_security_there_is_no_limit_unless_one_is_set() {
        assertThat(new SecuritySettings("off", Optional.empty(), 5, "").requestsPerSecond())
                .isZero();
        assertThat(new SecuritySettings("off", Optional.of(7), 5, "").burst()).isEqualTo(35);
        assertThat(new SecuritySettings("on", Optional.empty(), 5, "").requestsPerSecond())
                .isEqualTo(200);
    }
}

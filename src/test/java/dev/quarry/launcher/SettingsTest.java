package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.Lane;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final ServerOptions options = new ServerOptions();

    @Test
    void nothing_given_means_the_defaults_and_everything_embedded() {
        Settings settings = Settings.of(options, name -> null);

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.role()).isEqualTo(Role.ALL);
        assertThat(settings.database()).isEmpty();
        assertThat(settings.broker()).isEmpty();
        assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
    }

    @Test
    void the_environment_is_used_where_the_command_line_is_silent() {
        options.port = "9001";
        Map<String, String> environment = Map.of(
                "QUARRY_PORT", "9000",
                "QUARRY_ADDRESS", "0.0.0.0",
                "QUARRY_SECURITY", "on",
                "QUARRY_DATA", "/srv/quarry",
                "DATABASE_URL", "postgres://ann:x@db/q",
                "BROKER_URL", "tcp://mq",
                "BROKER_USER", "ann",
                "BROKER_PASSWORD", "x",
                "QUARRY_ROLE", "worker");

        Settings settings = Settings.of(options, environment::get);

        assertThat(settings.port()).isEqualTo(9001);
        assertThat(settings.address()).isEqualTo("0.0.0.0");
        assertThat(settings.data()).isEqualTo(Path.of("/srv/quarry").toAbsolutePath());
        assertThat(settings.role()).isEqualTo(Role.WORKER);
        assertThat(settings.database()).contains(DatabaseUrl.parse("postgres://ann:x@db/q"));
        assertThat(settings.broker()).contains(new BrokerUrl("mq", 61616, "ann", "x"));
    }

    @Test
    void the_port_of_a_platform_is_taken_where_none_of_quarry_s_own_is_given() {
        assertThat(Settings.of(options, Map.of("PORT", "9000")::get).port()).isEqualTo(9000);
        assertThat(Settings.of(options, Map.of("PORT", "9000", "QUARRY_PORT", "9001")::get)
                        .port())
                .isEqualTo(9001);
        assertThatThrownBy(() -> Settings.of(options, Map.of("PORT", "tcp://10.0.0.1:80")::get))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("or PORT) must be a number from 1 to 65535");
    }

    @Test
    void an_empty_variable_is_as_good_as_none() {
        Settings settings = Settings.of(options, name -> "");

        assertThat(settings).isEqualTo(Settings.of(options, name -> null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", ""})
    void a_port_out_of_range_is_refused_by_name(String port) {
        options.port = port;

        assertThatThrownBy(() -> Settings.of(options, name -> null))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("--port")
                .hasMessageContaining("1 to 65535");
    }

    @Test
    void the_log_format_is_given_by_option_or_variable_and_a_wrong_one_is_refused_by_name() {
        assertThat(Settings.of(options, Map.of("QUARRY_LOG_FORMAT", "JSON")::get)
                        .logFormat())
                .isEqualTo(LogFormat.JSON);
        options.logFormat = "text";
        assertThat(Settings.of(options, Map.of("QUARRY_LOG_FORMAT", "json")::get)
                        .logFormat())
                .isEqualTo(LogFormat.TEXT);

        options.logFormat = "xml";
        assertThatThrownBy(() -> Settings.of(options, name -> null))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("--log-format")
                .hasMessageContaining("text or json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "127.0.0.1"})
    void a_server_that_listens_on_every_or_the_loopback_interface_is_reached_by_localhost(String address) {
        options.address = address;
        options.insecure = true;

        assertThat(Settings.of(options, name -> null).localHost()).isEqualTo("localhost");
    }

    @Test
    void a_role_that_there_is_not_is_refused_by_name() {
        options.role = "boss";

        assertThatThrownBy(() -> Settings.of(options, name -> null))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("QUARRY_ROLE")
                .hasMessageContaining("all, api, worker")
                .hasMessageContaining("\"boss\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void a_node_with_part_of_the_work_needs_what_others_can_reach(String role) {
        options.role = role;
        options.databaseUrl = "postgres://ann:x@db/q";

        assertThatThrownBy(() -> Settings.of(options, name -> null))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("role " + role)
                .hasMessageContaining("BROKER_URL");
    }

    @Test
    void only_an_api_node_has_no_slots() {
        assertThat(Role.API.lanesWithoutSlots())
                .containsExactlyElementsOf(
                        Arrays.stream(Lane.values()).map(Lane::setting).toList());
        assertThat(Role.ALL.lanesWithoutSlots()).isEmpty();
        assertThat(Role.WORKER.lanesWithoutSlots()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void beyond_this_machine_it_listens_only_with_security_or_when_told_to_do_without(String address) {
        options.address = address;

        assertThatThrownBy(() -> Settings.of(options, name -> null))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContainingAll(
                        address, "--security on", "QUARRY_SECURITY=on", "--insecure", "QUARRY_INSECURE");
        assertThatThrownBy(() -> Settings.of(options, Map.of("QUARRY_SECURITY", "off")::get))
                .isInstanceOf(LaunchException.class);
        assertThat(Settings.of(options, Map.of("QUARRY_SECURITY", "on")::get).security())
                .isTrue();
        assertThat(Settings.of(options, Map.of("QUARRY_INSECURE", "true")::get).security())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void on_loopback_security_is_off_unless_asked_for(String address) {
        options.address = address;

        assertThat(Settings.of(options, name -> null).security()).isFalse();
        options.security = "on";
        assertThat(Settings.of(options, name -> null).security()).isTrue();
        options.security = "yes";
        assertThatThrownBy(() -> Settings.of(options, name -> null)).hasMessageContaining("on or off");
    }
}

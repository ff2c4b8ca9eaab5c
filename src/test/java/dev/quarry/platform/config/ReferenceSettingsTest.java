package dev.quarry.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUN_WORKER              | QUARRY_ROLE
            WORKER_ID               | QUARRY_WORKER_ID
            WORKER_POLL_SECONDS     | workers are woken up
            REDIS_URL               | nothing need be set
            JOBS_DATABASE_URL       | DATABASE_URL
            DISCOVERY_DATABASE_URL  | import-reference
            MARKET_DATABASE_URL     | import-reference
            BACKEND_DB_PATH         | import-reference
            DISCOVERY_DB_PATH       | import-reference
            MARKET_DB_PATH          | import-reference
            PG_CONNECT_RETRIES      | pool
            PG_CONNECT_DELAY_SECONDS | pool
            PG_CONNECT_TIMEOUT      | pool
            """)
    void a_variable_that_nothing_reads_is_named_with_what_to_set_instead_and_without_its_value(
            String name, String instead) throws IOException {
        for (boolean launcher : new boolean[] {true, false}) {
            assertThat(ReferenceSettings.notes(Map.of(name, "s3cret")::get, launcher))
                    .singleElement()
                    .satisfies(note -> assertThat(note)
                            .startsWith(name + ", a setting of the reference, is not read: ")
                            .contains(instead)
                            .endsWith(".")
                            .doesNotContain("s3cret"));
        }
        assertThat(Files.readString(Path.of("docs/migration.md"))).contains("`" + name + "`");
    }

    @Test
    void the_port_is_read_by_the_launcher_and_the_server_s_own_setting_elsewhere() {
        assertThat(ReferenceSettings.notes(Map.of("PORT", "9000")::get, true)).isEmpty();
        assertThat(ReferenceSettings.notes(Map.of("PORT", "9000")::get, false))
                .singleElement()
                .satisfies(note -> assertThat(note).contains("HTTP port of the server"));
    }

    @Test
    void what_is_not_set_or_means_the_same_here_is_not_named() {
        assertThat(ReferenceSettings.notes(name -> " ", false)).isEmpty();
        assertThat(ReferenceSettings.notes(Map.of("DATABASE_URL", "postgres://db/q")::get, false))
                .isEmpty();
    }
}

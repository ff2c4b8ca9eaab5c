package dev.quarry.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownSettingsTest {

    @Test
    void nothing_set_is_right_and_so_is_an_empty_value() {
        assertThat(KnownSettings.faults(name -> null)).isEmpty();
        assertThat(KnownSettings.faults(name -> " ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quarry.role                               | boss            | one of all, api, worker
            quarry.lane.io.concurrency                | 33              | a whole number from 0 to 32
            quarry.lane.compute.concurrency           | -1              | a whole number from 0 to 32
            quarry.lane.light.concurrency             | four            | a whole number from 0 to 32
            quarry.lease.seconds                      | 2               | a whole number from 3 to 3600
            quarry.lease.seconds                      | 1.5             | a whole number from 3 to 3600
            quarry.drain.seconds                      | 20s             | a whole number from 0 to 3600
            quarry.leaderboard.refresh.minutes        | 7               | that divides an hour
            quarry.cors.origins                       | *               | a list of origins
            quarry.cors.origins                       | https://a.b/c   | a list of origins
            quarry.import.directory                   | /no/such/folder | a directory that is there
            quarry.import.max-bytes                   | 512M            | a whole number from 1 to
            quarry.exchanges                          | kraken,Binance! | all or none, or a list of names of exchanges
            quarry.exchange.kraken.url                | kraken.com      | a URL like https://host/path
            quarry.exchange.kraken.requests-per-second | 0              | a number above 0 and at most 1000
            quarry.broker.port                        | 65536           | a whole number from 1 to 65535
            """)
    void a_wrong_value_is_reported_with_its_name_the_value_and_what_is_allowed(
            String name, String value, String allowed) {
        List<String> faults = KnownSettings.faults(Map.of(name, value)::get);

        assertThat(faults).singleElement().satisfies(sentence -> assertThat(sentence)
                .startsWith(name + " (" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + ") must be ")
                .contains(allowed)
                .endsWith(", not \"" + value + "\"."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quarry.role                               | worker
            quarry.lane.io.concurrency                | 0
            quarry.cors.origins                       | https://a.example, http://localhost:3000
            quarry.exchanges                          | none
            quarry.exchanges                          | kraken, bitstamp
            quarry.exchange.gemini.url                | http://127.0.0.1:8081/gemini
            quarry.exchange.gemini.requests-per-second | 0.25
            quarry.leaderboard.refresh.minutes        | 0
            """)
    void a_right_value_is_let_through(String name, String value) {
        assertThat(KnownSettings.faults(Map.of(name, value)::get)).isEmpty();
    }

    @Test
    void all_that_is_wrong_is_reported_at_once() {
        Map<String, String> values = Map.of("quarry.lease.seconds", "0", "quarry.sweep.threads", "many");

        assertThat(KnownSettings.faults(values::get)).hasSize(2);
    }

    @Test
    void a_secret_is_not_repeated() {
        String url = "postgres://ann:s3cret@db/q";

        assertThat(KnownSettings.faults(Map.of("quarry.database.url", url)::get))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence)
                        .contains("quarry.database.url", "jdbc:postgresql:")
                        .doesNotContain("s3cret"));
    }

    @Test
    void a_value_with_line_breaks_stays_one_line() {
        assertThat(KnownSettings.faults(Map.of("quarry.worker.id", "a\nb")::get))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains("\"a b\"").doesNotContain("\n"));
    }

    @Test
    void the_import_directory_must_be_one(@TempDir Path directory) {
        assertThat(KnownSettings.faults(Map.of("quarry.import.directory", directory.toString())::get))
                .isEmpty();
    }

    @Test
    void the_leaderboard_is_refreshed_in_intervals_that_a_cron_expression_can_say() {
        int[] allowed = IntStream.rangeClosed(0, 3_000)
                .filter(m -> KnownSettings.faults(
                                Map.of("quarry.leaderboard.refresh.minutes", Integer.toString(m))::get)
                        .isEmpty())
                .toArray();

        assertThat(allowed)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440);
    }

    @Test
    void an_api_node_must_have_no_slots_and_a_worker_some() {
        Map<String, String> values = new HashMap<>(Map.of("quarry.role", "api", "quarry.lane.io.concurrency", "0"));
        assertThat(KnownSettings.faults(values::get)).singleElement().satisfies(sentence -> assertThat(sentence)
                .contains("quarry.role=api", "quarry.lane.light.concurrency"));

        values.put("quarry.lane.compute.concurrency", "0");
        values.put("quarry.lane.light.concurrency", "0");
        assertThat(KnownSettings.faults(values::get)).isEmpty();

        values.put("quarry.role", "worker");
        assertThat(KnownSettings.faults(values::get)).singleElement().satisfies(sentence -> assertThat(sentence)
                .contains("quarry.role=worker", "must serve a lane"));
    }

    @Test
    void names_that_no_setting_has_are_noticed() {
        assertThat(KnownSettings.unknown(List.of(
                        "quarry.lease.seconds",
                        "QUARRY_LEASE_SECONDS",
                        "quarry.lease.second",
                        "QUARRY_ROLL",
                        "PATH",
                        "QUARRY_PORT")))
                .containsExactly("QUARRY_ROLL", "quarry.lease.second");
    }

    @Test
    void every_part_that_registers_settings_is_named_where_services_are_looked_up() throws Exception {
        List<String> parts = new ClassFileImporter()
                .importPath(Path.of("target/classes/dev/quarry")).stream()
                        .filter(type -> type.isAssignableTo(SettingSource.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList();

        assertThat(Files.readAllLines(Path.of("src/main/resources/META-INF/services", SettingSource.class.getName())))
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(parts);
    }
}

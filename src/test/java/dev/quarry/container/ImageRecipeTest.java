package dev.quarry.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageRecipeTest {

    private static final Map<String, String> PASSWORDS = Map.of("POSTGRES_PASSWORD", "p", "ARTEMIS_PASSWORD", "a");

    private static final List<String> NODES = List.of("ui", "backend", "worker");

    @Test
    void the_image_runs_the_server_as_a_user_without_rights_and_is_stopped_in_an_orderly_way() throws IOException {
        ImageRecipe image = ImageRecipe.read();

        assertThat(image.command()).startsWith("java").endsWith("/opt/quarry/quarry.jar", "serve");
        assertThat(image.commandFor(Path.of("/somewhere"))).contains("/somewhere/quarry.jar");
        assertThat(image.instructions())
                .contains("USER 10001:10001", "VOLUME /data", "STOPSIGNAL SIGTERM")
                .filteredOn(line -> line.startsWith("RUN "))
                .singleElement()
                .asString()
                .startsWith("RUN useradd --uid 10001 ");
        assertThat(image.environment())
                .containsEntry("QUARRY_DATA", "/data")
                .containsEntry("QUARRY_ADDRESS", "0.0.0.0");
    }

    @Test
    void a_node_whose_memory_is_used_up_ends_whatever_thread_meets_it() throws IOException {
        ComposeFile compose = ComposeFile.read();

        assertThat(ImageRecipe.read().command()).containsSubsequence("-XX:+ExitOnOutOfMemoryError", "-jar");
        for (String service : NODES) {
            assertThat(compose.service(service))
                    .as(service)
                    .doesNotContainKeys("entrypoint", "command")
                    .containsEntry("restart", "unless-stopped");
            assertThat(compose.environment(service, PASSWORDS).values())
                    .as(service)
                    .noneMatch(value -> value.contains("-XX:-ExitOnOutOfMemoryError"));
        }
    }

    @Test
    void nodes_write_to_their_volumes_only_and_have_longer_to_stop_than_their_jobs_have() throws IOException {
        ComposeFile compose = ComposeFile.read();

        for (String service : NODES) {
            assertThat(compose.service(service))
                    .as(service)
                    .containsEntry("build", ".")
                    .containsEntry("read_only", true)
                    .containsEntry("tmpfs", "/tmp")
                    .containsEntry("stop_grace_period", "60s")
                    .containsEntry("cap_drop", List.of("ALL"));
        }
        assertThat(compose.service("worker")).doesNotContainKey("ports");
        assertThat(compose.environment("ui", PASSWORDS)).containsEntry("QUARRY_ROLE", "api");
        assertThat(compose.environment("worker", PASSWORDS)).containsEntry("QUARRY_ROLE", "worker");
    }

    /** The UI of the reference calls http://backend:8000 and looks at its health. */
    @Test
    void the_api_is_where_a_ui_of_the_reference_looks_for_it() throws IOException {
        ComposeFile compose = ComposeFile.read();

        assertThat(compose.environment("backend", PASSWORDS))
                .containsEntry("QUARRY_ROLE", "api")
                .containsEntry("QUARRY_PORT", "8000")
                .containsEntry("QUARRY_HEALTH_REFERENCE", "true");
        assertThat(compose.service("backend").get("ports").toString())
                .startsWith("[127.0.0.1:")
                .endsWith(":8000]");
    }

    @Test
    void every_variable_that_a_node_is_given_is_a_setting() throws IOException {
        ComposeFile compose = ComposeFile.read();
        Stream<String> given = Stream.of(
                        ImageRecipe.read().environment(),
                        compose.environment("ui", PASSWORDS),
                        compose.environment("backend", PASSWORDS),
                        compose.environment("worker", PASSWORDS))
                .map(Map::keySet)
                .flatMap(Set::stream);
        String table = Files.readString(Path.of("docs/configuration.md"));

        assertThat(given).isNotEmpty().allMatch(name -> table.contains("| `" + name + "` |"));
    }

    @Test
    void no_password_stands_in_a_file() throws IOException {
        Map<String, String> none = Map.of("POSTGRES_PASSWORD", "", "ARTEMIS_PASSWORD", "");
        ComposeFile compose = ComposeFile.read();

        assertThat(compose.environment("backend", none)).containsEntry("BROKER_PASSWORD", "");
        assertThat(compose.environment("postgres", none)).containsEntry("POSTGRES_PASSWORD", "");
        assertThat(compose.environment("artemis", none)).containsEntry("ARTEMIS_PASSWORD", "");
    }
}

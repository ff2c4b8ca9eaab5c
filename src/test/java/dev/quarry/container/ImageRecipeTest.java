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
                    .containsEntry("build", Map.of("context", ".", "args", Map.of("SPARK", "${SPARK_MASTER:-}")))
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
    void a_spark_cluster_comes_with_its_profile_only_has_no_rights_and_publishes_its_page_to_this_machine()
            throws IOException {
        ComposeFile compose = ComposeFile.read();

        for (String service : List.of("spark", "spark-worker")) {
            assertThat(compose.service(service))
                    .as(service)
                    .containsEntry("profiles", List.of("spark"))
                    .containsEntry("read_only", true)
                    .containsEntry("tmpfs", "/tmp")
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .containsKeys("mem_limit", "healthcheck");
        }
        assertThat(compose.service("spark").get("ports").toString())
                .startsWith("[127.0.0.1:")
                .endsWith(":8080]");
        assertThat(compose.service("spark-worker")).doesNotContainKey("ports");
        assertThat(compose.environment("worker", PASSWORDS)).containsEntry("QUARRY_SPARK_MASTER", "");
    }

    /** Driver and executors must be of one version, and Java's of at least the one that the application is compiled for. */
    @Test
    void the_clusters_image_has_the_spark_whose_jars_the_image_may_bring() throws IOException {
        String image = ComposeFile.byDefault(ComposeFile.read().service("spark").get("image"));
        String core = Files.readAllLines(Path.of("server-config/spark/jars.txt")).stream()
                .filter(jar -> jar.contains("/spark-core_"))
                .findFirst()
                .orElseThrow();
        String[] scalaAndVersion =
                core.replaceFirst(".*/spark-core_(.*)\\.jar", "$1").split("-");

        assertThat(image)
                .isEqualTo("apache/spark:" + scalaAndVersion[1] + "-scala" + scalaAndVersion[0] + "-java17-ubuntu");
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("ARG SPARK\n", "-f target/quarry/server-config/spark/pom.xml package")
                .contains("COPY --from=build /src/target/quarry/lib /opt/quarry/lib");
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

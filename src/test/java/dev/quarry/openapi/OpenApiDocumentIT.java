package dev.quarry.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server says of its routes is enough to write a client by, and true. */
@TestMethodOrder(OrderAnnotation.class)
class OpenApiDocumentIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static QuarryProcess server;
    private static JsonNode document;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = QuarryProcess.serve(QuarryProcess.emptyDirectory("openapi").resolve("data"))
                .awaitReady();
        document = JSON.readTree(server.get("openapi?format=JSON").body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void the_client_of_the_documentation_is_generated_compiled_and_runs_the_demo()
            throws IOException, InterruptedException {
        Path project = Path.of("target", "java-client");
        copy(Path.of("docs", "java-client"), project);

        assertThat(run(project, "compile", "exec:java"))
                .contains("bars: 9399", "priority: 5, attempts: 1", "runs: 6", "optimised: 6 combinations, ")
                .contains("refused: 422 limit must be between 1 and 200");
        // The shortest example of the documentation, whose lines stand there too.
        assertThat(run(project, "exec:java", "-Dquarry.example=TenLines")).contains("succeeded: {", "verdict");
        String example = Files.readString(Path.of("docs/java-client/src/main/java/dev/quarry/example/TenLines.java"));
        String told = Files.readString(Path.of("docs/api.md"));
        for (String line : told.substring(told.indexOf("```java") + 8, told.indexOf("```", told.indexOf("```java") + 8))
                .split("\n")) {
            assertThat(example).contains(line.strip());
        }
    }

    private static String run(Path project, String... goals) throws IOException, InterruptedException {
        ProcessBuilder maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-ntp",
                        "-q",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "-Dquarry.url=" + server.base())
                .directory(project.toFile())
                .redirectErrorStream(true);
        maven.command().addAll(List.of(goals));
        // It lives for seconds: code that is optimised well takes two thirds of them and is never used.
        maven.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process run = maven.start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).as(output).isZero();
        return output;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void what_is_served_is_the_committed_contract() throws IOException, InterruptedException {
        HttpResponse<String> served = server.get("openapi");

        assertThat(served.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(served.body().equals(Files.readString(Path.of("src/main/resources/META-INF/openapi.json"))))
                .as("the served contract is the committed one")
                .isTrue();
    }

    @Test
    void every_operation_has_an_id_of_its_own_a_tag_and_a_summary() {
        List<String> ids = new ArrayList<>();
        each((route, operation) -> {
            ids.add(operation.path("operationId").asString(""));
            assertThat(operation.path("summary").asString("")).as(route).isNotBlank();
            assertThat(operation.path("tags")).as(route).hasSize(1);
        });

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
        assertThat(ids).hasSizeGreaterThan(60);
    }

    @Test
    void every_parameter_says_what_it_means_and_is_typed() {
        each((route, operation) -> operation.path("parameters").forEach(parameter -> {
            String name = route + " " + parameter.get("name").asString();
            assertThat(parameter.path("description").asString("")).as(name).isNotBlank();
            assertThat(parameter.at("/schema/type").asString("")).as(name).isNotBlank();
        }));
    }

    @Test
    void every_operation_has_a_typed_answer_and_its_errors_as_problem_details_with_an_example() {
        each((route, operation) -> {
            JsonNode responses = operation.get("responses");
            if (!responses.has("204") || responses.has("200")) {
                responses.at("/200/content").forEach(media -> {
                    assertThat(media.get("schema").isEmpty()).as(route).isFalse();
                    assertThat(media.at("/schema/type").asString("")).as(route).isNotEqualTo("object");
                });
                assertThat(responses.at("/200/content").isEmpty()).as(route).isFalse();
            }
            assertThat(responses.propertyNames()).as(route).contains("400", "401", "403", "429", "500", "503");
            if (responses.has("200")) {
                assertThat(responses.propertyNames()).as(route).contains("406");
            }
            if (operation.has("requestBody")) {
                assertThat(responses.propertyNames()).as(route).contains("400", "413", "415", "422");
            }
            if (route.contains("{")) {
                assertThat(responses.propertyNames()).as(route).contains("404");
            }
            responses.properties().forEach(answer -> {
                if (answer.getKey().compareTo("400") >= 0) {
                    JsonNode media = resolved(answer.getValue()).at("/content/application~1problem+json");
                    assertThat(media.at("/schema/$ref").asString("")).endsWith("/Problem");
                    assertThat(media.at("/example/status").asInt()).isEqualTo(Integer.parseInt(answer.getKey()));
                    assertThat(SchemaCheck.faults(document, media.get("schema"), media.get("example")))
                            .as(route)
                            .isEmpty();
                }
            });
        });
    }

    @Test
    void every_body_of_json_has_an_example() {
        each((route, operation) -> operation.at("/requestBody/content").forEach(media -> {
            JsonNode schema = media.get("schema");
            boolean eitherOr = route.equals("post /v1/jobs/batch");
            boolean table = schema.path("type").asString("").equals("string");
            assertThat(eitherOr || table || resolved(schema).has("example"))
                    .as(route)
                    .isTrue();
        }));
    }

    @Test
    void every_reference_leads_somewhere() {
        document.findValuesAsString("$ref").forEach(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void a_fault_of_an_answer_is_found() {
        JsonNode schema = JSON.readTree("{\"$ref\": \"#/components/schemas/JobEvent\"}");
        JsonNode wrong = JSON.readTree("""
                {"id": "7", "ts": "yesterday", "level": null, "colour": "red"}""");

        assertThat(SchemaCheck.faults(document, schema, wrong))
                .containsExactlyInAnyOrder(
                        ".id is no integer: \"7\"", ".ts is no time: \"yesterday\"", ".colour is unknown");
    }

    @Test
    void answers_have_the_fields_and_types_of_their_schemas() throws IOException, InterruptedException {
        Map<String, List<String>> faults = new TreeMap<>();
        int checked = 0;
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            JsonNode schema = path.getValue().at("/get/responses/200/content/application~1json/schema");
            String route = path.getKey().replace("/jobs/{id}", "/jobs/1");
            if (schema.isMissingNode() || route.contains("{")) {
                continue;
            }
            HttpResponse<String> answer = server.get(route.substring(1)
                    + (route.startsWith("/v1/prices/") ? "?exchange=sample&symbol=BTC/USD&timeframe=30m" : ""));
            if (answer.statusCode() == 200) {
                checked++;
                List<String> found = SchemaCheck.faults(document, schema, JSON.readTree(answer.body()));
                if (!found.isEmpty()) {
                    faults.put(route, found.subList(0, Math.min(found.size(), 5)));
                }
            }
        }

        assertThat(faults).isEmpty();
        assertThat(checked).isGreaterThan(25);
    }

    @Test
    void the_greatest_number_of_a_parameter_is_the_greatest_that_is_taken() throws IOException, InterruptedException {
        int checked = 0;
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (JsonNode parameter : path.getValue().at("/get/parameters")) {
                JsonNode most = parameter.at("/schema/maximum");
                if (most.isMissingNode()) {
                    continue;
                }
                String name = parameter.get("name").asString();
                String route = path.getKey().substring(1).replaceAll("\\{[a-z_]+}", "1");
                HttpResponse<String> answer = server.get(
                        route + "?exchange=sample&symbol=BTC/USD&timeframe=30m&" + name + "=" + (most.asLong() + 1));
                assertThat(answer.statusCode()).as(path.getKey() + " " + name).isEqualTo(422);
                assertThat(answer.body()).as(path.getKey()).contains("\"" + name + "\"", most.asString());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(15);
    }

    private static void each(BiConsumer<String, JsonNode> then) {
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(one -> then.accept(one.getKey() + " " + path.getKey(), one.getValue())));
    }

    private static JsonNode resolved(JsonNode given) {
        return given.has("$ref") ? document.at(given.get("$ref").asString().substring(1)) : given;
    }
}

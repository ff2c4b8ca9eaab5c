package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.testing.SleepHandler;
import dev.quarry.platform.FreePort;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The packaged server with log lines in JSON, and with an OpenTelemetry SDK. */
class JsonLogIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String CRASH =
            "{\"job_type\": \"test_sleep\", \"payload\": {\"outcome\": \"crash\"}, \"max_attempts\": 1}";

    @Test
    void every_line_is_an_object_and_those_of_a_handler_say_whose_they_are() throws Exception {
        Path directory = QuarryProcess.emptyDirectory("json-log");
        Path home = QuarryProcess.homeWith(directory.resolve("home"), SleepHandler.class.getPackage());
        Path data = directory.resolve("data");
        try (QuarryProcess server = QuarryProcess.start(home, data, FreePort.next(), "serve", "--log-format", "json")) {
            server.awaitReady();
            long id = enqueue(server, "00-" + TRACE + "-" + SPAN + "-01")
                    .get("id")
                    .asLong();
            await(() -> job(server, id).get("status").asString().equals("failed"));
            assertThat(server.stop()).isZero();

            List<JsonNode> console = lines(server.output());
            List<JsonNode> file = lines(Files.readString(data.resolve("log/quarry.0.log")));
            assertThat(console)
                    .extracting(line -> line.get("message").asString())
                    .anyMatch(m -> m.startsWith("Ready: "));
            assertThat(server.errors()).isEmpty();
            assertThat(file).hasSizeGreaterThan(10);
            for (List<JsonNode> lines : List.of(console, file)) {
                JsonNode crash = lines.stream()
                        .filter(line -> line.get("message").asString().contains("Job " + id + " failed in attempt 1"))
                        .findFirst()
                        .orElseThrow();
                assertThat(crash.get("job_id").asLong()).isEqualTo(id);
                assertThat(crash.get("attempt").asInt()).isEqualTo(1);
                assertThat(crash.get("job_type").asString()).isEqualTo("test_sleep");
                assertThat(crash.get("lane").asString()).isEqualTo("io");
                assertThat(crash.get("trace_id").asString()).isEqualTo(TRACE);
                assertThat(crash.get("span_id").asString()).isEqualTo(SPAN);
                assertThat(crash.get("level").asString()).isEqualTo("error");
                assertThat(crash.get("exception").asString()).isEqualTo("java.lang.IllegalStateException");
                assertThat(crash.get("stack_trace").asString())
                        .contains("\tat dev.quarry.job.testing.SleepHandler.run");
            }
            assertThat(file.stream().filter(line -> line.has("job_id")))
                    .as("lines that belong to a job")
                    .allMatch(line -> line.get("job_id").asLong() == id);
        }
    }

    @Test
    void with_an_sdk_an_attempt_is_a_span_of_the_trace_that_asked_for_the_job() throws Exception {
        Path directory = QuarryProcess.emptyDirectory("traces");
        Path home = QuarryProcess.homeWith(directory.resolve("home"), SleepHandler.class.getPackage());
        try (TraceCollector collector = new TraceCollector();
                QuarryProcess server = QuarryProcess.start(
                        home,
                        directory.resolve("data"),
                        FreePort.next(),
                        "serve",
                        Map.of(
                                "OTEL_SDK_DISABLED", "false",
                                "OTEL_SERVICE_NAME", "quarry",
                                "OTEL_TRACES_EXPORTER", "otlp",
                                "OTEL_METRICS_EXPORTER", "none",
                                "OTEL_LOGS_EXPORTER", "none",
                                "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf",
                                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.endpoint(),
                                "OTEL_BSP_SCHEDULE_DELAY", "200"),
                        "--log-format",
                        "json")) {
            server.awaitReady();
            JsonNode enqueued = enqueue(server, "00-" + TRACE + "-" + SPAN + "-01");
            long id = enqueued.get("id").asLong();
            assertThat(enqueued.get("trace_id").asString()).isEqualTo(TRACE);
            await(() -> job(server, id).get("status").asString().equals("failed"));

            await(() -> collector.hasSpan("job test_sleep", TRACE));
            JsonNode crash = lines(server.output()).stream()
                    .filter(line -> line.get("message").asString().contains("Job " + id + " failed in attempt 1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(crash.get("trace_id").asString()).isEqualTo(TRACE);
            assertThat(crash.get("span_id").asString())
                    .as("the attempt's own span")
                    .isNotEqualTo(SPAN);
        }
    }

    private static JsonNode enqueue(QuarryProcess server, String traceparent) throws IOException, InterruptedException {
        URI jobs = server.base().resolve("v1/jobs");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(jobs)
                                .header("Content-Type", "application/json")
                                .header("traceparent", traceparent)
                                .POST(BodyPublishers.ofString(CRASH))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body()).get("job");
    }

    private static JsonNode job(QuarryProcess server, long id) {
        try {
            return Json.MAPPER.readTree(server.get("v1/jobs/" + id).body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** Fails where a line is no object. */
    private static List<JsonNode> lines(String text) {
        return text.lines()
                .map(line -> {
                    JsonNode object = Json.MAPPER.readTree(line);
                    assertThat(object.isObject()).as(line).isTrue();
                    assertThat(object.propertyNames()).contains("time", "level", "message");
                    return object;
                })
                .toList();
    }
}

package dev.quarry.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.openapi.HostileRequests.Request;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Thousands of requests that nobody should send, to every route that the packaged server's OpenAPI names. */
class FuzzIT {

    private static final int REQUESTS = Integer.getInteger("quarry.fuzz.requests", 3_000);
    private static final long SEED = Long.getLong("quarry.fuzz.seed", 17);

    /** Streams have no end, and what stops the node would stop the test. */
    private static final List<String> SKIPPED = List.of(
            "GET /v1/stream", "GET /v1/jobs/{id}/stream", "POST /v1/workers/{id}/drain", "POST /v1/prices/import");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void no_request_is_a_fault_of_the_server_and_what_is_refused_stores_nothing() throws Exception {
        Path data = QuarryProcess.emptyDirectory("fuzz").resolve("data");
        List<String> faults = new ArrayList<>();
        try (TestDatabase database = new TestDatabase().openEmpty();
                QuarryProcess server = QuarryProcess.serveWith(data, Map.of("DATABASE_URL", database.jdbcUrl()))) {
            server.awaitReady();
            JsonNode document = Json.MAPPER.readTree(
                    send(server, "GET", "/openapi?format=JSON", null).body());
            // Nothing runs, so that only requests make jobs.
            for (String lane : List.of("io", "compute", "light")) {
                send(server, "POST", "/v1/queues/" + lane + "/pause", null);
            }
            HostileRequests requests = new HostileRequests(document, SEED, SKIPPED);
            for (int k = 0; k < REQUESTS; k++) {
                Request request = requests.next();
                long jobs = jobs(database);
                HttpResponse<String> answer = send(server, request.method(), request.path(), request.body());
                String fault = FuzzedAnswer.fault(document, request, answer);
                if (fault == null && answer.statusCode() >= 400 && jobs(database) > jobs) {
                    fault = "stored a job and was refused";
                }
                if (fault != null) {
                    faults.add(k + " " + request + " -> " + answer.statusCode() + " " + fault + ": " + answer.body());
                }
            }
        }

        assertThat(faults).isEmpty();
    }

    /** Without those of schedules, which fire when it is their time. */
    private static long jobs(TestDatabase database) {
        return database.database()
                .first(
                        "select count(*) from job j where not exists (select from schedule_fire f where f.job_id = j.id)",
                        row -> row.getLong(1))
                .orElseThrow();
    }

    private HttpResponse<String> send(QuarryProcess server, String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}

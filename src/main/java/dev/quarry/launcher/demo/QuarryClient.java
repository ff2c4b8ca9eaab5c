package dev.quarry.launcher.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public REST API over HTTP. */
final class QuarryClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    /** @param base the address of the server, ending with a slash */
    QuarryClient(URI base) {
        this.base = base;
    }

    /** Enqueues a job by one of the routes that do so. */
    Job enqueue(String path, Object payload) throws InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(payload)))
                .build();
        return Job.of(required(request).path("job"));
    }

    Job job(long id) throws InterruptedException {
        return Job.of(get("v1/jobs/" + id));
    }

    JsonNode get(String path) throws InterruptedException {
        return required(request(path).build());
    }

    /** The answer, or empty when there is none yet (404). */
    Optional<JsonNode> find(String path) throws InterruptedException {
        HttpRequest request = request(path).build();
        HttpResponse<String> answer = send(request);
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(read(request, answer));
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json");
        String key = System.getenv("QUARRY_API_KEY");
        return key == null || key.isBlank() ? request : request.header("X-Api-Key", key.strip());
    }

    private JsonNode required(HttpRequest request) throws InterruptedException {
        return read(request, send(request));
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoException("The server at " + base + " does not answer.", e);
        }
    }

    private static JsonNode read(HttpRequest request, HttpResponse<String> answer) {
        JsonNode body;
        try {
            body = JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new DemoException(
                    what(request) + " was answered with HTTP " + answer.statusCode() + " and no JSON.", e);
        }
        if (answer.statusCode() / 100 != 2) {
            String detail = body.path("detail").asString(body.path("title").asString(""));
            throw new DemoException(what(request) + " was refused with HTTP " + answer.statusCode()
                    + (detail.isEmpty() ? "." : ": " + detail));
        }
        return body;
    }

    private static String what(HttpRequest request) {
        return request.method() + " " + request.uri().getPath();
    }
}

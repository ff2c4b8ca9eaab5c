package dev.quarry.server;

import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The REST contract as a client uses it. */
public final class Api {

    /** An answer: status, headers by {@code raw}, body as JSON (null node when it is empty or no JSON). */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {}

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    public Api(URI base) {
        this.base = base;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> raw =
                    http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            boolean json = raw.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(raw.statusCode(), json ? Json.MAPPER.readTree(raw.body()) : null, raw);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    /** A multipart request with text fields and one file. */
    public Answer upload(String path, Map<String, String> fields, String fileName, byte[] content) {
        String boundary = "quarry-test-boundary";
        StringBuilder head = new StringBuilder();
        fields.forEach((name, value) -> head.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        head.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(fileName)
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[start.length + content.length + end.length];
        System.arraycopy(start, 0, body, 0, start.length);
        System.arraycopy(content, 0, body, start.length, content.length);
        System.arraycopy(end, 0, body, start.length + content.length, end.length);
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Enqueues and gives the job's id. */
    public long enqueue(String path, String json) {
        Answer answer = post(path, json);
        if (answer.status() != 200) {
            throw new AssertionError(
                    path + " answered " + answer.status() + ": " + answer.raw().body());
        }
        return answer.body().get("job").get("id").asLong();
    }

    public JsonNode job(long id) {
        return get("/v1/jobs/" + id).body();
    }

    /** The job once its status is that; fails when it ends otherwise or takes longer than three minutes. */
    public JsonNode await(long id, String status) {
        return awaitUntil(id, job -> status.equals(job.get("status").asString()), status);
    }

    /** The job once it is over, however it ended. */
    public JsonNode awaitFinal(long id) {
        return awaitUntil(id, job -> !job.get("finished_at").isNull(), "its end");
    }

    /** The job once the condition holds. */
    public JsonNode awaitUntil(long id, Predicate<JsonNode> condition, String what) {
        long end = System.nanoTime() + Duration.ofSeconds(180).toNanos();
        JsonNode job = job(id);
        while (!condition.test(job)) {
            String status = job.get("status").asString();
            if (System.nanoTime() > end || !("queued".equals(status) || "running".equals(status))) {
                throw new AssertionError("waited for " + what + " but job is " + job);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            job = job(id);
        }
        return job;
    }
}

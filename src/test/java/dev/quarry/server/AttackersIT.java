package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.security.TestIssuer;
import dev.quarry.server.Api.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The attacker's checklist of docs/security.md, against the packaged server with security on. */
class AttackersIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final TestIssuer ISSUER = new TestIssuer(2048);
    private static SecuredServer server;

    @BeforeAll
    static void start() throws Exception {
        server = SecuredServer.start(Map.of(
                "MP_JWT_VERIFY_PUBLICKEY", ISSUER.pem(),
                "MP_JWT_VERIFY_ISSUER", "https://idp.example",
                "QUARRY_RATE_LIMIT_REQUESTS_PER_SECOND", "50",
                "QUARRY_RATE_LIMIT_BURST_SECONDS", "3",
                "QUARRY_IMPORT_MAX_TEXT_BYTES", "1000000"));
        for (String role : List.of("read", "submit", "operate")) {
            server.key(role);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/jobs",
        "GET, /v1/queues",
        "GET, /v1/stream",
        "GET, /v1/jobs/1/stream",
        "GET, /v1/keys",
        "GET, /v1/audit",
        "POST, /v1/jobs",
        "POST, /v1/patterns/refresh",
        "POST, /v1/prices/import",
        "POST, /v1/queues/io/pause",
        "POST, /v1/queues/types/discover/pause",
        "PUT, /v1/queues/types/discover/limit",
        "POST, /v1/workers/any/drain",
        "POST, /v1/jobs/1/cancel",
        "POST, /v1/jobs/bulk/delete",
        "PUT, /v1/schedules/evil",
        "DELETE, /v1/schedules/leaderboard_refresh",
        "POST, /v1/keys",
        "DELETE, /v1/keys/000000000000",
        "DELETE, /v1/frozen/1",
    })
    void without_a_key_no_route_answers(String method, String path) throws Exception {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        Set.of("GET", "DELETE").contains(method)
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString("{\"all\": true}"));
        if (!path.endsWith("import")) {
            request.header("Content-Type", "application/json");
        } else {
            request.header("Content-Type", "multipart/form-data; boundary=x");
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"quarry\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready", "/openapi", "/", "/jobs"})
    void health_the_description_and_the_console_stay_open(String path) throws Exception {
        assertThat(HTTP.send(request(path).build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_key_does_what_its_role_allows_and_no_more() throws Exception {
        assertThat(server.send("read", "GET", "/v1/jobs", null).status()).isEqualTo(200);
        assertThat(server.send("read", "POST", "/v1/patterns/refresh", "{}").status())
                .isEqualTo(403);
        assertThat(server.send("submit", "POST", "/v1/patterns/refresh", "{}").status())
                .isEqualTo(200);
        Answer refused = server.send("submit", "POST", "/v1/queues/io/pause", null);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().get("detail").asString()).contains("operate", "submit");
        assertThat(server.send("submit", "GET", "/v1/keys", null).status()).isEqualTo(403);
        assertThat(server.send("operate", "POST", "/v1/queues/io/pause", null).status())
                .isEqualTo(200);
        assertThat(server.send("operate", "POST", "/v1/queues/io/resume", null).status())
                .isEqualTo(200);
        assertThat(server.send("operate", "POST", "/v1/patterns/refresh", "{}").status())
                .isEqualTo(200);
    }

    @Test
    void a_key_works_as_a_bearer_too_and_a_stream_opens_with_it() throws Exception {
        HttpResponse<java.io.InputStream> stream = HTTP.send(
                request("/v1/stream")
                        .header("Authorization", "Bearer " + server.key("read"))
                        .build(),
                BodyHandlers.ofInputStream());

        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        stream.body().close();
    }

    @Test
    void a_wrong_secret_opens_nothing_and_says_only_that() throws Exception {
        String key = server.key("operate");
        for (String wrong : List.of(
                key.substring(0, 16) + "0".repeat(64),
                key.substring(0, 40),
                key.toUpperCase(Locale.ROOT),
                "' or '1'='1",
                "eyJhbGciOiJub25lIn0.eyJncm91cHMiOlsib3BlcmF0ZSJdfQ.")) {
            Answer answer =
                    new Api(server.process().base()).send(request("/v1/jobs").header("X-Api-Key", wrong));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body().get("detail").asString()).isEqualTo("The key or token is not valid");
        }
    }

    @Test
    void a_token_of_the_issuer_opens_what_its_groups_say_and_one_of_another_nothing() throws Exception {
        String claims = """
                {"iss": "https://idp.example", "upn": "eve@example.com", "exp": %d, "groups": ["staff", "submit"]}""".formatted(System.currentTimeMillis() / 1000 + 600);
        Api api = new Api(server.process().base());
        String bearer = "Bearer " + ISSUER.token(claims);

        assertThat(api.send(request("/v1/jobs").header("Authorization", bearer)).status())
                .isEqualTo(200);
        assertThat(api.send(request("/v1/queues/io/pause")
                                .header("Authorization", bearer)
                                .POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(403);
        assertThat(api.send(request("/v1/jobs").header("Authorization", "Bearer " + new TestIssuer(2048).token(claims)))
                        .status())
                .isEqualTo(401);
        assertThat(server.send("operate", "GET", "/v1/audit?limit=1", null)
                        .body()
                        .at("/events/0/caller")
                        .asString())
                .isEqualTo("eve@example.com");
    }

    @Test
    void a_key_is_shown_once_and_revoked_at_once() throws Exception {
        JsonNode made = server.send("operate", "POST", "/v1/keys", "{\"name\": \"ann\", \"role\": \"read\"}")
                .body();
        String key = made.get("key").asString();
        assertThat(status(key)).isEqualTo(200);
        assertThat(server.send("operate", "POST", "/v1/keys", "{\"name\": \"ann\", \"role\": \"read\"}")
                        .status())
                .isEqualTo(409);

        String list = server.send("operate", "GET", "/v1/keys", null).raw().body();
        assertThat(list).contains("\"ann\"").doesNotContain(key.substring(16));
        assertThat(server.send("operate", "DELETE", "/v1/keys/" + made.get("id").asString(), null)
                        .status())
                .isEqualTo(204);

        assertThat(status(key)).isEqualTo(401);
    }

    @Test
    void the_command_line_lists_and_revokes_keys_and_shows_no_secret() throws Exception {
        SecuredServer.Command made = server.command("key", "create", "--role", "read", "--name", "console");
        String key = made.output().strip();
        assertThat(key).matches("qk_[0-9a-f]{12}_[0-9a-f]{64}");
        assertThat(made.errors()).doesNotContain(key);
        assertThat(server.command("key", "create", "--role", "root", "--name", "x")
                        .exitCode())
                .isEqualTo(2);
        assertThat(server.command("key", "create", "--role", "read", "--name", "console")
                        .errors())
                .contains("revoke it first");
        assertThat(server.command("key", "list").output())
                .contains("console", "valid")
                .doesNotContain(key.substring(16));

        assertThat(server.command("key", "revoke", "--id", key.substring(3, 15)).exitCode())
                .isZero();

        assertThat(status(key)).isEqualTo(401);
        assertThat(server.send("operate", "GET", "/v1/audit", null).raw().body())
                .contains("key create console read", "key revoke " + key.substring(3, 15));
    }

    @Test
    void what_operators_do_is_recorded_with_who_when_from_where_and_how_it_went() throws Exception {
        server.send("operate", "PUT", "/v1/queues/types/discover/limit", "{\"max_running\": 3}");
        server.send("operate", "PUT", "/v1/queues/types/discover/limit", "{\"max_running\": -1}");
        server.send("submit", "DELETE", "/v1/queues/types/discover/limit", null);
        server.send("operate", "DELETE", "/v1/queues/types/discover/limit", null);

        JsonNode first =
                server.send("operate", "GET", "/v1/audit?limit=2", null).body();
        JsonNode second = server.send(
                        "operate",
                        "GET",
                        "/v1/audit?limit=2&cursor=" + first.get("next_cursor").asString(),
                        null)
                .body();

        assertThat(line(first, 0))
                .isEqualTo("test-operate 127.0.0.1 DELETE /v1/queues/types/discover/limit null 200 done");
        assertThat(line(first, 1))
                .isEqualTo("test-submit 127.0.0.1 DELETE /v1/queues/types/discover/limit null 403 refused");
        assertThat(line(second, 0))
                .isEqualTo(
                        "test-operate 127.0.0.1 PUT /v1/queues/types/discover/limit {\"max_running\": -1} 422 refused");
        assertThat(line(second, 1))
                .isEqualTo("test-operate 127.0.0.1 PUT /v1/queues/types/discover/limit {\"max_running\": 3} 200 done");
        assertThat(first.at("/events/0/at").asString()).startsWith("20");
    }

    @Test
    void a_caller_that_floods_the_node_is_told_to_wait_and_others_are_not() throws Exception {
        String flood = server.send("operate", "POST", "/v1/keys", "{\"name\": \"flood\", \"role\": \"read\"}")
                .body()
                .get("key")
                .asString();
        status(flood);
        List<HttpResponse<String>> limited = IntStream.range(0, 600)
                .parallel()
                .mapToObj(k -> get("/v1/presets", flood))
                .filter(answer -> answer.statusCode() == 429)
                .toList();

        assertThat(limited)
                .isNotEmpty()
                .allMatch(answer -> Integer.parseInt(
                                answer.headers().firstValue("Retry-After").orElse("0"))
                        > 0);
        assertThat(limited.get(0).body()).contains("\"title\":\"Too many requests\"");
        assertThat(server.send("read", "GET", "/v1/jobs", null).status()).isEqualTo(200);
    }

    @Test
    void json_that_is_too_large_too_deep_or_a_monstrous_number_is_refused_quickly() throws Exception {
        assertThat(server.send("submit", "POST", "/v1/jobs", "{\"job_type\": \"" + "x".repeat(5_000_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(server.send("submit", "POST", "/v1/jobs", "[".repeat(1_000_000))
                        .status())
                .isEqualTo(400);
        long start = System.nanoTime();
        assertThat(server.send("submit", "POST", "/v1/patterns/refresh", "{\"min_confidence\": 1e999999999}")
                        .status())
                .isIn(400, 422);
        assertThat(server.send("submit", "POST", "/v1/leaderboard/refresh", "{\"top_n\": 1e999999999}")
                        .status())
                .isIn(400, 422);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"' or 1=1 --", "'; drop table job; --", "\\' union select hash from api_key --", "%' or '1'='1"})
    void sql_in_what_is_sent_stays_text(String text) throws Exception {
        String encoded =
                java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        for (String path : List.of(
                "/v1/jobs?text=" + encoded,
                "/v1/jobs?job_type=" + encoded,
                "/v1/discovery/runs?symbol=" + encoded,
                "/v1/prices/candles?exchange=" + encoded + "&symbol=x&timeframe=30m",
                "/v1/leaderboard/winners?symbol=" + encoded)) {
            Answer answer = server.send("read", "GET", path, null);
            assertThat(answer.status()).as(path + answer.raw().body()).isIn(200, 404, 422);
            if (answer.status() == 200) {
                assertThat(answer.raw().body()).containsAnyOf("[]", ":0");
            }
        }
        assertThat(server.send("read", "GET", "/v1/jobs/" + encoded, null).status())
                .isIn(400, 422);
        assertThat(server.send("read", "GET", "/v1/jobs?cursor=" + encoded, null)
                        .status())
                .isEqualTo(422);
        assertThat(server.send(
                                "operate",
                                "POST",
                                "/v1/jobs/bulk/cancel",
                                "{\"text\": \"" + text.replace("\\", "\\\\") + "\"}")
                        .body()
                        .get("matched")
                        .asInt())
                .isZero();
        assertThat(server.send("read", "GET", "/v1/jobs/counts", null).status()).isEqualTo(200);
    }

    @Test
    void line_breaks_in_names_forge_no_line_of_the_log_and_no_audit() throws Exception {
        server.send("operate", "PUT", "/v1/schedules/x%0d%0aFORGED", "{}");
        server.send("submit", "POST", "/v1/jobs", "{\"job_type\": \"x\\r\\nFORGED\", \"payload\": {}}");
        server.send("submit", "POST", "/v1/prices/ingest", """
                {"exchange": "file", "symbol": "x\\nFORGED", "timeframe": "30m", "source": "file", "file": "y\\nFORGED"}""");
        server.send("submit", "POST", "/v1/discover", """
                {"exchange": "sample", "symbol": "x\\nFORGED", "timeframe": "30m", "grid": "QUICK",
                 "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-01-31T00:00:00Z"}""");
        server.send("operate", "POST", "/v1/jobs/bulk/cancel", "{\"text\": \"x\\r\\nFORGED\"}");
        Thread.sleep(2000);

        assertThat(Files.readString(server.process().data().resolve("log/quarry.0.log"))
                        .lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("\t") || line.matches("\\d{4}-\\d\\d-\\d\\dT.*"));
        for (JsonNode event :
                server.send("operate", "GET", "/v1/audit", null).body().get("events")) {
            assertThat(event.get("action").asString()).doesNotContain("\n", "\r");
        }
    }

    @Test
    void pages_of_other_sites_can_neither_read_nor_change_anything() throws Exception {
        HttpResponse<String> read = HTTP.send(
                request("/v1/presets")
                        .header("Origin", "https://evil.example")
                        .header("X-Api-Key", server.key("operate"))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> asked = HTTP.send(
                request("/v1/jobs")
                        .header("Origin", "https://evil.example")
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> form = HTTP.send(
                request("/v1/queues/io/pause")
                        .header("Origin", "https://evil.example")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Api-Key", server.key("operate"))
                        .POST(BodyPublishers.ofString("a=b"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(form.statusCode()).isEqualTo(403);
    }

    @Test
    void an_upload_cannot_choose_a_path_nor_unpack_without_end() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("../../../quarry.war"));
            byte[] line = "1704067200000,100,110,90,105,3.5,1704068999999,350,9,1,100,0\n".getBytes();
            for (int k = 0; k < 500_000; k++) {
                zip.write(line);
            }
        }
        assertThat(bytes.size()).isLessThan(500_000);

        String boundary = "quarry-test";
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"symbol\"\r\n\r\nBTC/USD\r\n--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"timeframe\"\r\n\r\n30m\r\n--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../../etc/cron.d/evil\"\r\n\r\n")
                .getBytes();
        Answer sent = new Api(server.process().base())
                .send(request("/v1/prices/import")
                        .header("X-Api-Key", server.key("submit"))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArrays(
                                List.of(head, bytes.toByteArray(), ("\r\n--" + boundary + "--\r\n").getBytes()))));
        assertThat(sent.status()).as(sent.raw().body()).isEqualTo(200);
        JsonNode job = ended(sent.body().at("/job/id").asLong());

        assertThat(job.get("status").asString()).isEqualTo("failed");
        assertThat(job.get("error").asString()).contains("more than 1,000,000 bytes");
        assertThat(Files.exists(java.nio.file.Path.of("/etc/cron.d/evil"))).isFalse();
        Answer outside = server.send("submit", "POST", "/v1/prices/ingest", """
                {"exchange": "file", "symbol": "BTC/USD", "timeframe": "30m", "source": "file", "file": "../../../etc/passwd"}""");
        assertThat(outside.status()).isEqualTo(422);
    }

    @Test
    void nothing_that_a_client_sends_makes_the_server_call_an_address_of_its_choice() throws Exception {
        try (ServerSocket trap = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(3000);
            String target = "127.0.0.1:" + trap.getLocalPort();
            for (String field : List.of(
                    "\"exchange\": \"http://%s/\", \"symbol\": \"BTC/USD\"",
                    "\"exchange\": \"bitstamp\", \"symbol\": \"http://%s/\"",
                    "\"exchange\": \"gemini\", \"symbol\": \"@%s/\"",
                    "\"exchange\": \"sample\", \"source\": \"http://%s/\", \"symbol\": \"BTC/USD\"",
                    "\"exchange\": \"bitstamp\", \"url\": \"http://%s/\", \"symbol\": \"BTC/USD\"")) {
                Answer answer =
                        server.send("submit", "POST", "/v1/prices/ingest", """
                        {%s, "timeframe": "30m", "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-01-02T00:00:00Z"}""".formatted(field.formatted(target)));
                assertThat(answer.status()).as(field).isEqualTo(422);
            }
            assertThat(isConnected(trap)).isFalse();
        }
    }

    @Test
    void slow_clients_without_a_key_do_not_keep_others_from_being_answered() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int k = 0; k < 50; k++) {
                slow.add(say("GET /v1/jobs HTTP/1.1\r\nHost: x\r\nX-Slow: "));
                slow.add(say("POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"));
                slow.add(say("POST /v1/prices/import HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n"
                        + "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x"));
            }
            Thread.sleep(500);
            long start = System.nanoTime();

            assertThat(server.send("read", "GET", "/v1/jobs", null).status()).isEqualTo(200);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void while_the_database_is_stopped_and_forty_readers_wait_liveness_answers_and_a_known_key_reads_the_metrics()
            throws Exception {
        assertThat(server.send("read", "GET", "/v1/metrics", null).status()).isEqualTo(200);
        Path pid = server.process().data().resolve("postgresql/postmaster.pid");
        ProcessHandle postmaster = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pid).get(0).strip()))
                .orElseThrow();
        List<String> stopped = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(process -> Long.toString(process.pid()))
                .toList();
        List<CompletableFuture<HttpResponse<String>>> readers = new ArrayList<>();
        signal("-STOP", stopped);
        try {
            for (int i = 0; i < 40; i++) {
                readers.add(HTTP.sendAsync(get("/v1/jobs", 90), BodyHandlers.ofString()));
            }
            Thread.sleep(1_000);
            for (int i = 0; i < 3; i++) {
                assertThat(HTTP.send(get("/health/live", 10), BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
                assertThat(HTTP.send(get("/v1/metrics", 30), BodyHandlers.ofString())
                                .body())
                        .contains("jvm_memory_used_bytes");
            }
        } finally {
            signal("-CONT", stopped);
        }
        for (CompletableFuture<HttpResponse<String>> reader : readers) {
            assertThat(reader.get().statusCode()).isIn(200, 503);
        }
    }

    private static HttpRequest get(String path, int seconds) throws Exception {
        return HttpRequest.newBuilder(server.process().base().resolve(path))
                .header("X-Api-Key", server.key("read"))
                .timeout(Duration.ofSeconds(seconds))
                .build();
    }

    private static void signal(String signal, List<String> processes) throws Exception {
        List<String> line = new ArrayList<>(List.of("kill", signal));
        line.addAll(processes);
        assertThat(new ProcessBuilder(line).start().waitFor()).isZero();
    }

    @Test
    void a_body_that_drips_is_given_up() throws Exception {
        try (Socket socket = say("POST /v1/jobs HTTP/1.1\r\nHost: x\r\nX-Api-Key: " + server.key("submit")
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")) {
            socket.setSoTimeout(500);
            String answer = "";
            for (int second = 0; second < 40 && answer.isEmpty(); second++) {
                try {
                    socket.getOutputStream().write(' ');
                    answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                } catch (SocketTimeoutException e) {
                    answer = "";
                }
            }
            assertThat(answer).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void no_secret_is_in_any_log_answer_or_metric() throws Exception {
        String database = Files.readString(server.process().data().resolve("postgresql.password"))
                .strip();
        List<String> secrets = new ArrayList<>(List.of(database, SecuredServer.BROKER_PASSWORD));
        for (String role : List.of("read", "submit", "operate")) {
            secrets.add(server.key(role).substring(16));
        }
        StringBuilder seen = new StringBuilder(server.logs());
        for (String path : List.of(
                "/health",
                "/openapi",
                "/metrics",
                "/v1/metrics",
                "/v1/keys",
                "/v1/audit?limit=500",
                "/v1/queues",
                "/v1/workers",
                "/v1/jobs?limit=200",
                "/v1/schedules",
                "/v1/nothing",
                "/v1/jobs/x",
                "/config",
                "/")) {
            seen.append(server.send("operate", "GET", path, null).raw().body());
        }

        assertThat(seen).contains("test-operate", "Security is on");
        assertThat(secrets).hasSize(5).allMatch(secret -> secret.length() >= 16);
        assertThat(secrets.stream().filter(secret -> seen.indexOf(secret) >= 0)).isEmpty();
    }

    @Test
    void answers_carry_the_headers_that_keep_browsers_strict_and_say_nothing_of_the_server() throws Exception {
        HttpResponse<String> answer =
                server.send("read", "GET", "/v1/jobs", null).raw();

        assertThat(answer.headers().map())
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("Cross-Origin-Opener-Policy", List.of("same-origin"))
                .doesNotContainKeys("Server", "X-Powered-By", "server", "x-powered-by");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.process().base() + path.substring(1)))
                .timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> get(String path, String key) {
        try {
            return HTTP.send(request(path).header("X-Api-Key", key).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int status(String key) {
        return new Api(server.process().base())
                .send(request("/v1/presets").header("X-Api-Key", key))
                .status();
    }

    private static String line(JsonNode page, int index) {
        JsonNode event = page.get("events").get(index);
        return String.join(
                " ",
                List.of("caller", "address", "action", "request", "status", "outcome").stream()
                        .map(name -> event.get(name).isNull()
                                ? "null"
                                : event.get(name).asString())
                        .toList());
    }

    private static JsonNode ended(long id) throws IOException, InterruptedException {
        for (int k = 0; k < 300; k++) {
            JsonNode job = server.send("read", "GET", "/v1/jobs/" + id, null).body();
            if (!job.get("finished_at").isNull()) {
                return job;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("Job " + id + " does not end");
    }

    private static Socket say(String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.process().port());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static boolean isConnected(ServerSocket trap) throws IOException {
        try (Socket caller = trap.accept()) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}

package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.FreePort;
import dev.quarry.server.Api.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the packaged server answers to hostile clients while security is off, with half a gigabyte of heap. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenDoorsIT {

    private static final int CLIENTS = 64;

    private static Path data;
    private static QuarryProcess server;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        data = QuarryProcess.emptyDirectory("doors").resolve("data");
        begin(Map.of());
    }

    private static void begin(Map<String, String> settings) throws Exception {
        server = QuarryProcess.serveWith(
                QuarryProcess.packagedHome(), data, FreePort.next(), List.of("-Xmx512m"), settings);
        server.awaitReady();
        api = new Api(server.base());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"/v1/jobs", "/health", "/openapi", "/"})
    void a_page_whose_name_points_to_this_machine_is_told_nothing(String path) throws IOException {
        assertThat(say("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json");
        assertThat(say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    @Order(1)
    void a_page_whose_name_points_to_this_machine_makes_no_key() throws IOException {
        assertThat(
                        say(
                                "POST /v1/keys HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 36\r\nConnection: close\r\n\r\n{\"name\": \"evil\", \"role\": \"operate\"}  "))
                .startsWith("HTTP/1.1 403");
        assertThat(api.get("/v1/keys").body().get("keys")).isEmpty();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "400 GET /v1/jobs/%zz HTTP/1.1\r\nHost: localhost",
                "400 GET /%ff HTTP/1.1\r\nHost: localhost",
                "400 POST /v1/jobs/%2F HTTP/1.1\r\nHost: localhost",
                "400 GET http://localhost/% HTTP/1.1\r\nHost: localhost",
                "400 GET /v1/jobs HTTP/1.1\r\nHost:",
                "400 GET /v1/jobs HTTP/1.1\r\nHost: :80",
                "400 GET /v1/jobs HTTP/1.1",
                "400 POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2",
                "505 GET /v1/jobs HTTP/7.0\r\nHost: localhost",
                "405 TRACE /v1/jobs HTTP/1.1\r\nHost: localhost",
                "403 GET /%zz HTTP/1.1\r\nHost: evil.example",
            })
    void requests_that_no_application_can_be_found_for_are_refused_as_others_are(String statusAndRequest)
            throws IOException {
        assertThat(say(statusAndRequest.substring(4) + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + statusAndRequest.substring(0, 3))
                .contains("application/problem+json")
                .contains("\"status\":" + statusAndRequest.substring(0, 3));
    }

    @Test
    @Order(1)
    void headers_that_are_too_long_are_refused_as_other_requests_are() throws IOException {
        assertThat(say("GET /v1/jobs HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(70_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"status\":400");
    }

    @Test
    @Order(1)
    void the_servers_own_figures_are_closed() {
        assertThat(api.get("/metrics").status()).isIn(403, 404);
        assertThat(api.get("/v1/metrics").status()).isEqualTo(200);
    }

    @Test
    @Order(1)
    void logs_and_journals_can_be_read_by_their_owner_only() throws IOException {
        assertThat(modes(data)).isEqualTo("rwx------");
        for (String folder : List.of("log", "broker")) {
            try (Stream<Path> below = Files.walk(data.resolve(folder))) {
                assertThat(below.filter(Files::isDirectory))
                        .allMatch(path -> modes(path).equals("rwx------"));
            }
        }
        assertThat(modes(data.resolve("log/quarry.0.log"))).isEqualTo("rw-------");
        assertThat(modes(data.resolve("log/postgresql.log"))).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "/v1/discover",
                "/v1/optimize",
                "/v1/backtest",
                "/v1/leaderboard/refresh",
                "/v1/patterns/refresh",
                "/v1/discovery/reevaluate",
                "/v1/grids",
                "/v1/jobs",
                "/v1/prices/ingest"
            })
    void other_kinds_of_json_are_refused_as_such(String path) {
        for (String type : List.of("application/vnd.api+json", "text/json", "application/merge-patch+json")) {
            Answer answer = api.send(
                    api.request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(answer.status()).as(type).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "X-Other: y\r\n\r\nx",
                "Content-Disposition: form-data\r\n\r\nx",
                "Content-Disposition: form-data; name=\"\"\r\n\r\nx",
                "Content-Disposition: form-data; name=\"exchange\"\r\nContent-Type: text/plain; charset=nope\r\n\r\nx",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Transfer-Encoding: nope\r\n\r\nx",
                "Content-Disposition: form-data; name=\"exchange\"\r\n\r\na\0b",
            })
    void a_form_that_no_browser_sends_is_refused_and_not_a_fault_of_the_server(String part) throws IOException {
        String body = "--x\r\n" + part + "\r\n--x--\r\n";

        assertThat(say("POST /v1/prices/import HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: " + body.length()
                        + "\r\n\r\n"
                        + body))
                .matches("(?s)HTTP/1.1 4(00|22).*")
                .contains("application/problem+json");
    }

    @Test
    @Order(1)
    void a_state_that_jobs_never_have_is_refused_wherever_it_is_asked_for() {
        for (String path : List.of("/v1/jobs?status=x", "/v1/stream?status=x")) {
            assertThat(api.get(path).body().at("/errors/0/field").asString()).isEqualTo("status");
        }
    }

    @Test
    @Order(1)
    void a_list_of_jobs_takes_its_options_from_the_query_as_one_job_does() {
        String list = "[{\"job_type\": \"patterns_refresh\", \"priority\": 1}]";

        long id = api.post("/v1/jobs/batch?priority=7&run_at=2999-01-01", list)
                .body()
                .at("/job_ids/0")
                .asLong();

        assertThat(api.job(id).get("priority").asInt()).isEqualTo(7);
        assertThat(api.job(id).get("status").asString()).isEqualTo("queued");
        assertThat(api.post("/v1/jobs/batch?priority=x", list).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "POST, /v1/jobs, payload.profile, `{'job_type': 'patterns_refresh', 'payload': {'profile': 'a\\ud800'}}`",
                "POST, /v1/jobs, concurrency_key, `{'job_type': 'patterns_refresh', 'concurrency_key': '\\ud83d'}`",
                "POST, /v1/patterns/refresh, symbol, `{'symbol': '\\ud800\\ud800'}`",
                "POST, /v1/jobs/batch, [1].payload.x[0], `[{'job_type': 'patterns_refresh'},"
                        + " {'job_type': 'patterns_refresh', 'payload': {'x': ['\\udfff']}}]`",
                "POST, /v1/jobs/batch, jobs[1].payload.x, `{'jobs': [{'job_type': 'patterns_refresh'},"
                        + " {'job_type': 'patterns_refresh', 'payload': {'x': '\\udfff'}}]}`",
                "PUT, /v1/schedules/half, payload.symbol, `{'job_type': 'patterns_refresh', 'cron': '* * * * *',"
                        + " 'payload': {'symbol': '{{fire_time}}\\ud800'}}`",
            })
    void half_a_character_is_refused_at_its_field_before_anything_is_stored(
            String method, String path, String field, String body) {
        JsonNode newest = api.get("/v1/jobs?limit=1").body().at("/jobs/0/id");

        Answer refused = api.send(api.request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));

        assertThat(refused.status()).as(refused.raw().body()).isEqualTo(422);
        assertThat(refused.body().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(refused.raw().body()).contains("must not contain half a character");
        assertThat(api.get("/v1/jobs?limit=1").body().at("/jobs/0/id")).isEqualTo(newest);
        assertThat(api.get("/v1/schedules/half").status()).isEqualTo(404);
    }

    @Test
    @Order(1)
    void what_is_wrong_with_the_whole_body_is_said_of_the_body() {
        JsonNode errors = api.post("/v1/discover", "[]").body().get("errors");

        assertThat(errors.at("/0/field").asString()).isEqualTo("body");
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(booleans = {false, true})
    void clients_that_hold_their_bodies_back_hold_neither_health_nor_readers(boolean upgrade) throws Exception {
        String head = "POST /v1/patterns/refresh HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String asked = head + "Connection: Upgrade\r\nUpgrade: other\r\nContent-Length: ";
        List<String> requests = upgrade
                ? List.of(asked + "2\r\n\r\n{}", asked + "0\r\n\r\n")
                : List.of(head + "Content-Length: 1000\r\n\r\n{", head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{");
        List<Socket> clients = new ArrayList<>();
        try {
            for (int k = 0; k < CLIENTS; k++) {
                clients.add(open(requests.get(k % 2)));
            }
            // While the first of them hold what threads they can.
            assertThat(api.get("/health/live").status()).isEqualTo(200);
            assertThat(api.get("/v1/jobs?limit=1").status()).isEqualTo(200);
            assertThat(clients.get(CLIENTS - 1).isClosed()).isFalse();
            for (int kind = 0; kind < 2; kind++) {
                Set<String> statuses = new HashSet<>();
                for (int k = kind; k < CLIENTS; k += 2) {
                    statuses.add(status(clients.get(k)));
                }
                assertThat(statuses)
                        .as(requests.get(kind))
                        .isSubsetOf(upgrade ? List.of("200") : List.of("408", "503"))
                        .contains(upgrade ? "200" : "408");
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        assertThat(api.post("/v1/patterns/refresh", "{}").status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void an_upload_that_breaks_off_is_reported_in_one_line() throws Exception {
        String before = log();
        String part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ntime,open\n";
        for (String framing : List.of("Content-Length: 9000000", "Transfer-Encoding: chunked")) {
            try (Socket socket = open("POST /v1/prices/import HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: multipart/form-data; boundary=x\r\n" + framing + "\r\n\r\n"
                    + (framing.startsWith("T") ? "ffff\r\n" : "") + part)) {
                socket.getOutputStream().write("1,2\n".repeat(4_000).getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(300);
            }
        }
        for (int k = 0; k < 50 && log().equals(before); k++) {
            Thread.sleep(100);
        }
        Thread.sleep(1_000);

        assertThat(log().substring(before.length()).lines().toList()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    @Order(3)
    void five_hundred_streams_that_nobody_reads_are_dropped_and_the_heap_holds() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int k = 0; k < 500; k++) {
                clients.add(open("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            awaitNoRoomForAnotherStream();
            String jobs = "[" + "{\"job_type\": \"patterns_refresh\", \"payload\": {}},".repeat(499)
                    + "{\"job_type\": \"patterns_refresh\"}]";
            for (int k = 0; k < 12; k++) {
                assertThat(api.post("/v1/jobs/batch", jobs).status()).isEqualTo(200);
                assertThat(api.get("/health/live").status()).isEqualTo(200);
                awaitNothingWaits();
            }

            assertThat(anotherStream()).isEqualTo("200");
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        assertThat(server.output() + server.errors() + log()).doesNotContain("OutOfMemoryError");
    }

    @Test
    @Order(4)
    void keys_that_were_made_while_security_was_off_are_reported_when_it_is_turned_on() throws Exception {
        String key = api.post("/v1/keys", "{\"name\": \"stranger\", \"role\": \"operate\"}")
                .body()
                .get("key")
                .asString();
        server.stop();

        begin(Map.of("QUARRY_SECURITY", "on"));

        assertThat(server.output())
                .contains("1 valid key was made while security was off")
                .contains("stranger (operate");
        assertThat(log()).contains("1 valid key was made while security was off");
        Answer keys = api.send(api.request("/v1/keys").header("X-Api-Key", key));
        assertThat(keys.body().at("/keys/0/made_while_off").asBoolean()).isTrue();
    }

    /** The streams open one after the other, on a few threads. */
    private static void awaitNoRoomForAnotherStream() throws Exception {
        for (int k = 0; k < 120 && !anotherStream().equals("503"); k++) {
            Thread.sleep(500);
        }
        assertThat(anotherStream()).isEqualTo("503");
    }

    private static void awaitNothingWaits() throws InterruptedException {
        for (int k = 0;
                k < 300
                        && api.get("/v1/jobs?status=queued&limit=2")
                                        .body()
                                        .get("jobs")
                                        .size()
                                > 1;
                k++) {
            Thread.sleep(200);
        }
    }

    /** 200, or 503 when as many are open as may be. */
    private static String anotherStream() throws IOException {
        try (Socket socket = open("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            return status(socket);
        }
    }

    private static String log() throws IOException {
        return Files.readString(data.resolve("log/quarry.0.log"));
    }

    private static String modes(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Socket open(String text) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        try {
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return line.isEmpty() ? "closed" : line.substring(9);
        } catch (SocketTimeoutException e) {
            return "nothing";
        }
    }

    private static String say(String text) throws IOException {
        try (Socket socket = open(text)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}

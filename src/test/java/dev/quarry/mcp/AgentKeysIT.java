package dev.quarry.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.FreePort;
import dev.quarry.platform.json.Json;
import dev.quarry.server.SecuredServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which agents the packaged server lets in, and what becomes of those that send what they should not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentKeysIT {

    private static final int SESSIONS = 4;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final String BEGIN = """
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-11-25", "capabilities": {}, \
            "clientInfo": {"name": "test", "version": "1"}}}""";
    private static final String LIST = "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/list\"}";

    private static SecuredServer server;
    private static URI mcp;
    private static String reader;
    private static String submitter;

    @BeforeAll
    static void start() throws Exception {
        server = SecuredServer.start(
                Map.of("QUARRY_MCP_SESSIONS_MAX", Integer.toString(SESSIONS), "QUARRY_MCP_SESSIONS_IDLE_SECONDS", "3"));
        mcp = server.process().base().resolve("/mcp");
        reader = server.key("read");
        submitter = server.key("submit");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    @Order(1)
    void without_a_valid_key_nobody_is_let_in() throws Exception {
        HttpResponse<String> none = send(post(null, null, BEGIN));
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"quarry\"");
        assertThat(none.body()).contains("Send a key");
        assertThat(send(post(reader.substring(0, 60) + "0000000000000000", null, BEGIN))
                        .statusCode())
                .isEqualTo(401);
        assertThatThrownBy(() -> {
                    try (Agent agent = new Agent(server.process().base(), null)) {
                        agent.client().initialize();
                    }
                })
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    @Order(2)
    void a_key_may_do_what_its_role_may_and_no_more() {
        try (Agent agent = new Agent(server.process().base(), reader)) {
            agent.client().initialize();

            assertThat(agent.call("series", "{}").path("coverage").isArray()).isTrue();
            for (String tool : List.of("backtest", "search", "assess", "forward")) {
                assertThat(agent.refused(tool, "{}")).as(tool).isEqualTo(Json.MAPPER.readTree("""
                                {"type": "about:blank", "title": "Forbidden", "status": 403, \
                                "detail": "This needs the role submit; the key or token has read"}"""));
            }
        }
        try (Agent agent = new Agent(server.process().base(), submitter)) {
            agent.client().initialize();

            assertThat(agent.refused("search", "{\"kind\": \"discover\", \"payload\": {}}")
                            .path("status")
                            .asInt())
                    .isEqualTo(422);
        }
    }

    @Test
    @Order(3)
    void a_session_is_of_its_key_and_ends_with_it() throws Exception {
        String id = session(reader);

        assertThat(send(post(reader, id, LIST)).statusCode()).isEqualTo(200);
        assertThat(send(post(submitter, id, LIST)).statusCode()).isEqualTo(404);
        assertThat(send(post(null, id, LIST)).statusCode()).isEqualTo(401);
        assertThat(send(to(submitter, id).DELETE()).statusCode()).isEqualTo(404);
        assertThat(send(to(reader, id).DELETE()).statusCode()).isEqualTo(200);
        assertThat(send(post(reader, id, LIST)).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(4)
    void sessions_are_bounded_and_idle_ones_give_their_place_back() throws Exception {
        Thread.sleep(4_000);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            ids.add(session(reader));
        }
        HttpResponse<String> oneMore = send(post(reader, null, BEGIN));
        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.body()).contains("quarry.mcp.sessions.max");

        Thread.sleep(4_000);
        assertThat(send(post(reader, ids.get(0), LIST)).statusCode()).isEqualTo(404);
        session(reader);
    }

    @ParameterizedTest
    @Order(5)
    @ValueSource(
            strings = {
                "400 {\"jsonrpc\": \"2.0\", ",
                "400 [1, 2]",
                "400 ",
                "400 17",
                "400 {\"id\": 1}",
                "400 {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}",
                "422 {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"\\u0000\"}}",
                "422 {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"runs\", \"arguments\": 3}}",
                "422 {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\"}",
                "422 {\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"resources/read\", \"params\": {\"uri\": 7}}"
            })
    void what_is_no_message_is_refused(String statusAndBody) throws Exception {
        HttpResponse<String> answer = send(post(reader, null, statusAndBody.substring(4)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(Integer.parseInt(statusAndBody.substring(0, 3)));
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
    }

    @Test
    @Order(6)
    void giants_and_depths_are_refused_before_anybody_looks_at_them() throws Exception {
        String call =
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"runs\", \"arguments\": %s}}";

        assertThat(send(post(reader, null, call.replace("%s", "\"" + "x".repeat(5_000_000) + "\"")))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(post(reader, null, call.replace("%s", "[".repeat(500) + "]".repeat(500))))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(7)
    void in_a_session_what_cannot_be_done_is_an_answer() throws Exception {
        Thread.sleep(4_000);
        String id = session(submitter);

        for (String message : List.of(
                "\"method\": \"tools/call\", \"params\": {\"name\": \"buy_everything\", \"arguments\": {}}",
                "\"method\": \"resources/read\", \"params\": {\"uri\": \"quarry://runs/../../etc/passwd\"}",
                "\"method\": \"resources/read\", \"params\": {\"uri\": \"file:///etc/passwd\"}",
                "\"method\": \"resources/read\", \"params\": {\"uri\": \"quarry://strategies/%zz\"}",
                "\"method\": \"nothing/there\"")) {
            HttpResponse<String> answer =
                    send(post(submitter, id, "{\"jsonrpc\": \"2.0\", \"id\": 7, " + message + "}"));
            assertThat(answer.statusCode()).as(message).isEqualTo(200);
            assertThat(answer.body()).as(message).contains("\"error\"").doesNotContain("root:", "Exception");
        }
        for (String arguments : List.of(
                "{\"kind\": 3}",
                "{\"kind\": \"discover\", \"payload\": {\"param_grid\": {\"rsi_min\": " + "[".repeat(40)
                        + "]".repeat(40) + "}}}",
                "{\"kind\": \"discover\", \"payload\": {\"exchange\": \"x'; drop table job\"}, \"wait_seconds\": 1e9}")) {
            HttpResponse<String> answer = send(post(
                    submitter,
                    id,
                    "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"tools/call\", \"params\": {\"name\": \"search\", \"arguments\": "
                            + arguments + "}}"));
            assertThat(answer.body()).as(arguments).contains("\"isError\":true", "\"status\":422");
        }
    }

    @Test
    @Order(8)
    void there_is_no_stream_and_pages_of_other_sites_are_kept_out() throws Exception {
        HttpResponse<String> stream =
                send(to(reader, "x").header("Accept", "text/event-stream").GET());
        assertThat(stream.statusCode()).isEqualTo(405);
        assertThat(stream.headers().firstValue("Allow")).hasValue("POST, DELETE");
        assertThat(send(post(reader, null, BEGIN).header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(post(reader, null, BEGIN).header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(9)
    void while_security_is_off_agents_are_let_in_on_loopback_only() throws Exception {
        try (QuarryProcess open = QuarryProcess.start(
                QuarryProcess.packagedHome(),
                QuarryProcess.emptyDirectory("open").resolve("data"),
                FreePort.next(),
                "serve",
                "--address",
                "0.0.0.0",
                "--insecure")) {
            open.awaitReady();
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(open.base().resolve("/mcp"))
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json, text/event-stream")
                            .POST(BodyPublishers.ofString(BEGIN))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("--security on");
        }
    }

    private static String session(String key) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(post(key, null, BEGIN));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    private static HttpRequest.Builder post(String key, String session, String body) {
        return to(key, session)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder to(String key, String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(mcp).timeout(Duration.ofSeconds(30));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return session == null ? request : request.header("Mcp-Session-Id", session);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}

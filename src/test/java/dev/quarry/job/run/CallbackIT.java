package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobDetail.Neighbour;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.PacedJob;
import dev.quarry.job.callback.AllowedCallbacks;
import dev.quarry.job.callback.CallbackHandler;
import dev.quarry.job.callback.CallbackPost;
import dev.quarry.job.callback.CallbackRequest;
import dev.quarry.job.store.QueueRows;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Those who are told of the ends of jobs, by a server that answers what the test says. */
class CallbackIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final byte[] KEY = "a key of more than twenty-four bytes".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private record Received(String path, Map<String, String> headers, String body) {}

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final QueueRows rows = new QueueRows(DATABASE.database());
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String origin;
    private QueueNode node;
    private volatile int status = 204;
    private volatile boolean endless;
    private volatile long slowMillis;

    @BeforeEach
    void open() throws IOException {
        DATABASE.empty("job", "idempotency_key");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            received.add(new Received(
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            LockSupport.parkNanos(slowMillis * 1_000_000);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, endless ? 0 : -1);
            if (endless) {
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                return;
            }
            exchange.close();
        });
        server.start();
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        node = node(origin, SECRET);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_end_of_a_job_is_told_by_a_request_that_its_receiver_can_check() throws Exception {
        long id = node.enqueue(request(origin + "/hook?of=me"));

        node.workAll();

        Received told = received.get(0);
        assertThat(received).hasSize(1);
        assertThat(told.path()).isEqualTo("/hook?of=me");
        JsonNode body = Json.MAPPER.readTree(told.body());
        assertThat(body.at("/type").asString()).isEqualTo("job.succeeded");
        assertThat(body.at("/data/id").asLong()).isEqualTo(id);
        assertThat(body.at("/data/status").asString()).isEqualTo("succeeded");
        assertThat(body.at("/data").has("payload")).isFalse();
        JobDetail callback = callbackOf(id);
        assertThat(told.headers()).containsEntry("webhook-id", "msg_" + callback.id());
        long sent = Long.parseLong(told.headers().get("webhook-timestamp"));
        assertThat(Instant.ofEpochSecond(sent)).isBetween(Instant.now().minusSeconds(60), Instant.now());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signed = "msg_" + callback.id() + "." + sent + "." + told.body();
        assertThat(told.headers())
                .containsEntry(
                        "webhook-signature",
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(callback.status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(Json.MAPPER.readTree(callback.result()).at("/status").asInt())
                .isEqualTo(204);
    }

    @Test
    void a_failure_and_a_cancel_are_told_too() {
        scripted.script = job -> {
            throw new JobFailedException("No such market");
        };
        node.enqueue(request(origin + "/failed"));
        node.workAll();
        long canceled = node.enqueue(request(origin + "/canceled"));
        node.queue.cancel(canceled);
        node.workAll();

        assertThat(received)
                .extracting(
                        told -> Json.MAPPER.readTree(told.body()).at("/type").asString())
                .containsExactly("job.failed", "job.canceled");
        assertThat(Json.MAPPER
                        .readTree(received.get(0).body())
                        .at("/data/error")
                        .asString())
                .isEqualTo("No such market");
    }

    @Test
    void one_that_is_away_is_told_later_and_its_attempts_say_what_happened() {
        status = 503;
        long id = node.enqueue(request(origin + "/hook"));
        node.workAll();
        JobDetail waiting = callbackOf(id);
        status = 200;
        rows.dueNow(waiting.id());

        node.workAll();

        assertThat(waiting.status()).isEqualTo(JobState.QUEUED);
        assertThat(waiting.attempts()).singleElement().satisfies(attempt -> assertThat(attempt.error())
                .contains("HTTP 503"));
        assertThat(callbackOf(id).status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(received)
                .extracting(told -> told.headers().get("webhook-id"))
                .hasSize(2)
                .containsOnly("msg_" + waiting.id());
        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void no_redirect_is_followed_and_a_refusal_is_not_tried_again() {
        status = 302;
        long redirected = node.enqueue(request(origin + "/hook"));
        node.workAll();
        status = 410;
        long refused = node.enqueue(request(origin + "/hook"));
        node.workAll();

        assertThat(received).extracting(Received::path).containsExactly("/hook", "/hook");
        assertThat(callbackOf(redirected).error()).isEqualTo(origin + "/hook answered with HTTP 302");
        assertThat(callbackOf(refused).status()).isEqualTo(JobState.FAILED);
    }

    @Test
    void an_answer_that_never_ends_holds_nobody_up() {
        endless = true;
        status = 200;
        long id = node.enqueue(request(origin + "/hook"));
        long begin = System.nanoTime();

        node.workAll();

        assertThat(callbackOf(id).status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(System.nanoTime() - begin).isLessThan(8_000_000_000L);
    }

    @Test
    void no_step_of_waiting_for_an_answer_takes_a_second() throws Exception {
        slowMillis = 2_500;
        long told = node.enqueue(request(origin + "/hook"));

        assertThat(PacedJob.longestStep(Duration.ofMinutes(1), job -> () -> {
                    handler(origin, SECRET).run(new CallbackRequest(origin + "/slow", told), job);
                    return null;
                }))
                .isLessThan(Duration.ofSeconds(1));
        assertThat(received).extracting(Received::path).containsExactly("/slow");
    }

    @Test
    void nobody_is_called_whom_the_operator_has_not_allowed() {
        for (String url : List.of(
                "http://localhost:" + server.getAddress().getPort() + "/",
                origin + "0/",
                origin.replace("127", "user@127") + "/",
                "file:///etc/passwd",
                "/hook",
                "no address")) {
            assertThatThrownBy(() -> node.enqueue(request(url)))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.violations()).singleElement().satisfies(violation -> {
                                assertThat(violation.field()).endsWith("callback_url");
                                assertThat(violation.reason()).contains(url);
                            }));
        }
        assertThat(received).isEmpty();
    }

    @Test
    void where_nothing_is_allowed_or_nothing_signs_there_are_no_callbacks() {
        assertThatThrownBy(() -> node(" ", SECRET).enqueue(request(origin + "/")))
                .hasMessageContaining("quarry.callback.origins");
        assertThatThrownBy(() -> node(origin, null).enqueue(request(origin + "/")))
                .hasMessageContaining("quarry.callback.origins");
    }

    @Test
    void an_address_that_is_not_allowed_any_more_is_not_called() {
        long id = node.enqueue(request(origin + "/hook"));
        QueueNode stricter = node("https://other.example", SECRET);

        stricter.workAll();

        assertThat(received).isEmpty();
        assertThat(callbackOf(id).error()).contains("must be on an origin that the operator allows");
    }

    @Test
    void a_job_that_is_deleted_before_it_was_told_says_so() {
        status = 503;
        long id = node.enqueue(request(origin + "/hook"));
        node.workAll();
        long callback = callbackOf(id).id();
        DATABASE.database().update("delete from job where id = ?", id);
        rows.dueNow(callback);

        node.worker.work(Lane.IO, true);

        assertThat(node.job(callback).error()).isEqualTo("Job " + id + " has been deleted");
    }

    private JobDetail callbackOf(long id) {
        Neighbour callback = node.job(id).followedBy().get(0);
        assertThat(callback.jobType()).isEqualTo("callback");
        return node.job(callback.id());
    }

    private QueueNode node(String origins, String secret) {
        return new QueueNode(DATABASE, List.of(scripted, handler(origins, secret)));
    }

    private static CallbackHandler handler(String origins, String secret) {
        return new CallbackHandler(
                new AllowedCallbacks(origins, Optional.ofNullable(secret)),
                new JobArchive(DATABASE.database()),
                new CallbackPost());
    }

    private static JobRequest request(String callbackUrl) {
        return new JobRequest(
                "scripted", Json.MAPPER.readTree("{}"), JobOptions.NONE, Chain.NONE.withCallbackUrl(callbackUrl));
    }
}

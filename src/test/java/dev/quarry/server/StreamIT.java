package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.testing.SleepHandler;
import dev.quarry.server.Api.Answer;
import dev.quarry.server.EventStream.Event;
import java.io.File;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The streams on the real server. */
@OnTestedServer
class StreamIT {

    @ArquillianResource
    private URL base;

    private URI server;
    private Api api;

    @Deployment(testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(ZipImporter.class, "quarry.war")
                .importFrom(new File("target/quarry.war"))
                .as(WebArchive.class)
                .addPackage(SleepHandler.class.getPackage());
    }

    @BeforeEach
    void client() {
        server = URI.create(base.toString().replace("localhost", "127.0.0.1"));
        api = new Api(server);
    }

    @Test
    void a_listener_of_a_job_sees_its_states_and_progress_in_order_and_the_end() {
        long id = sleep(3_000, 1);

        try (EventStream stream = open("/v1/jobs/" + id + "/stream", null)) {
            List<Event> events = stream.until(event -> "end".equals(event.kind()));

            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(statuses(events)).containsExactly("queued", "running", "succeeded");
            assertThat(jobs(events).map(job -> job.get("progress_current").asLong()))
                    .isSorted()
                    .hasSizeGreaterThan(4);
            assertThat(jobs(events)
                            .filter(job -> !job.get("eta_seconds").isNull())
                            .map(job -> job.get("progress_rate").asDouble()))
                    .isNotEmpty()
                    .allMatch(rate -> rate > 0 && rate <= 1_100);
            assertThat(messages(events))
                    .startsWith("Job enqueued")
                    .contains("Starting execution")
                    .endsWith("Completed successfully");
            assertThat(events.get(events.size() - 1).data().get("status").asString())
                    .isEqualTo("succeeded");
            assertThat(stream.next().kind()).isEqualTo("closed");
            assertThat(open("/v1/jobs/" + id + "/stream", stream.lastId()).status())
                    .isEqualTo(204);
        }
        JsonNode job = api.job(id);
        assertThat(job.get("progress_rate").isNull()).isTrue();
        assertThat(job.get("eta").isNull()).isTrue();
    }

    @Test
    void resuming_after_any_event_misses_none_and_repeats_none() {
        long id = sleep(0, 0);
        List<Event> whole = history("/v1/jobs/" + id + "/stream");

        for (int i = 0; i < whole.size() - 1; i++) {
            String query =
                    "/v1/jobs/" + id + "/stream?last_event_id=" + whole.get(i).id();
            assertThat(messages(history(query)))
                    .containsExactlyElementsOf(messages(whole.subList(i + 1, whole.size())));
        }
    }

    @Test
    void the_stream_of_all_jobs_is_resumed_where_it_broke_off() {
        List<Event> seen = new ArrayList<>();
        String lastId;
        try (EventStream stream = open("/v1/stream?job_type=test_sleep", null)) {
            awaitId(stream);
            long first = sleep(0, 0);
            seen.addAll(stream.until(event -> isCompletion(event, first)));
            lastId = stream.lastId();
        }
        long second = sleep(0, 0);
        api.await(second, "succeeded");

        try (EventStream stream = open("/v1/stream?job_type=test_sleep&last_event_id=1", lastId)) {
            seen.addAll(stream.until(event -> isCompletion(event, second)));
        }

        List<Long> ids = seen.stream()
                .filter(event -> "event".equals(event.kind()))
                .map(event -> event.data().get("id").asLong())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(messages(seen)).filteredOn("Completed successfully"::equals).hasSize(2);
        assertThat(messages(seen)).filteredOn("Job enqueued"::equals).hasSize(2);
    }

    @Test
    void a_stream_may_be_about_the_children_of_a_job_or_those_in_a_state() {
        try (EventStream failed = open("/v1/stream?status=failed&job_type=test_sleep", null)) {
            awaitId(failed);
            long parent = api.enqueue("/v1/jobs/batch", """
                    {"jobs": [{"job_type": "test_sleep", "payload": {"millis": 3000}},
                        {"job_type": "test_sleep", "payload": {"millis": 3000, "outcome": "fail"}}]}""");
            try (EventStream children = open("/v1/stream?parent_id=" + parent, null)) {
                List<Event> events = children.until(event -> "job".equals(event.kind())
                        && "failed".equals(event.data().get("status").asString()));

                assertThat(jobs(events).map(job -> job.get("parent_id").asLong()))
                        .isNotEmpty()
                        .containsOnly(parent);
            }
            Event last = failed.until(event -> "job".equals(event.kind())
                            && "failed".equals(event.data().get("status").asString()))
                    .get(0);
            assertThat(last).isNotNull();
        }
    }

    @Test
    void many_listeners_see_the_same_and_one_that_reads_nothing_holds_up_nobody() throws Exception {
        List<EventStream> streams = new ArrayList<>();
        try (Socket silent = new Socket("127.0.0.1", server.getPort())) {
            silent.getOutputStream()
                    .write("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 60; i++) {
                streams.add(open("/v1/stream", null));
            }
            streams.forEach(StreamIT::awaitId);

            long id = sleep(100, 0);

            List<String> first = messagesOf(streams.get(0), id);
            for (EventStream stream : streams.subList(1, streams.size())) {
                assertThat(messagesOf(stream, id)).isEqualTo(first);
            }
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    @Test
    void what_cannot_be_streamed_is_a_problem() {
        Answer unknown = api.get("/v1/jobs/999999999/stream");
        Answer wrongId = api.get("/v1/stream?last_event_id=yesterday");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body().get("detail").asString()).isEqualTo("Job not found");
        assertThat(wrongId.status()).isEqualTo(422);
        assertThat(wrongId.body().get("errors").get(0).get("field").asString()).isEqualTo("last_event_id");
        assertThat(api.get("/v1/jobs/x/stream").status()).isEqualTo(422);
        assertThat(api.get("/v1/stream?parent_id=x").status()).isEqualTo(422);
    }

    @Test
    void an_id_from_elsewhere_resets_the_stream() {
        try (EventStream stream = open("/v1/stream", "999999999999999999")) {
            assertThat(stream.next().kind()).isEqualTo("reset");
        }
    }

    @Test
    void a_request_that_waits_for_a_job_is_answered_when_that_has_ended() {
        long id = sleep(1_500, 0);
        long started = System.nanoTime();

        JsonNode job = api.get("/v1/jobs/" + id + "?wait=25").body();

        assertThat(job.get("status").asString()).isEqualTo("succeeded");
        assertThat(job.get("result").isNull()).isFalse();
        assertThat((System.nanoTime() - started) / 1e9).isBetween(0.5, 20.0);
        assertThat(api.get("/v1/jobs/" + id + "?wait=25").body()).isEqualTo(job);
        assertThat(api.get("/v1/jobs/" + id).body()).isEqualTo(job);
    }

    @Test
    void a_request_that_has_waited_long_enough_is_answered_with_the_job_as_it_is() {
        long id = sleep(60_000, 0);

        JsonNode waited = api.get("/v1/jobs/" + id + "?wait=1").body();

        assertThat(waited.get("status").asString()).isIn("queued", "running");
        assertThat(waited.get("finished_at").isNull()).isTrue();
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(
                () -> api.get("/v1/jobs/" + id + "?wait=25").body());
        api.post("/v1/jobs/" + id + "/cancel", "");
        assertThat(waiting.join().get("status").asString()).isEqualTo("canceled");
    }

    @Test
    void a_request_that_waits_too_long_or_for_nothing_is_refused() {
        long id = sleep(1, 0);

        for (String wrong : List.of("61", "-1", "long", "1.5")) {
            Answer answer = api.get("/v1/jobs/" + id + "?wait=" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.body().get("errors").get(0).get("field").asString())
                    .isEqualTo("wait");
        }
        assertThat(api.get("/v1/jobs/999999999?wait=5").status()).isEqualTo(404);
    }

    private long sleep(long millis, int delaySeconds) {
        String runAt = delaySeconds == 0
                ? ""
                : ", \"run_at\": \"%s\"".formatted(java.time.Instant.now().plusSeconds(delaySeconds));
        return api.enqueue(
                "/v1/jobs", "{\"job_type\": \"test_sleep\", \"payload\": {\"millis\": %d}%s}".formatted(millis, runAt));
    }

    private EventStream open(String path, String lastEventId) {
        return EventStream.open(server.resolve(path), lastEventId);
    }

    /** The events of a job up to its end. */
    private List<Event> history(String path) {
        try (EventStream stream = open(path, null)) {
            return stream.until(event -> "end".equals(event.kind())).stream()
                    .filter(event -> "event".equals(event.kind()))
                    .toList();
        }
    }

    /** The stream has begun. */
    private static void awaitId(EventStream stream) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (stream.lastId() == null) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static boolean isCompletion(Event event, long jobId) {
        return "event".equals(event.kind())
                && event.data().get("job_id").asLong() == jobId
                && "Completed successfully".equals(event.data().get("message").asString());
    }

    private static List<String> messagesOf(EventStream stream, long jobId) {
        return messages(stream.until(event -> isCompletion(event, jobId)).stream()
                .filter(event -> "event".equals(event.kind())
                        && event.data().get("job_id").asLong() == jobId)
                .toList());
    }

    private static List<String> messages(List<Event> events) {
        return events.stream()
                .filter(event -> "event".equals(event.kind()))
                .map(event -> event.data().get("message").asString())
                .toList();
    }

    private static Stream<JsonNode> jobs(List<Event> events) {
        return events.stream().filter(event -> "job".equals(event.kind())).map(Event::data);
    }

    private static List<String> statuses(List<Event> events) {
        List<String> distinct = new ArrayList<>();
        jobs(events).map(job -> job.get("status").asString()).forEach(status -> {
            if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).equals(status)) {
                distinct.add(status);
            }
        });
        return distinct;
    }
}

package dev.quarry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.FreePort;
import dev.quarry.server.Api;
import dev.quarry.server.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** One API node and two workers as {@code compose.yaml} describes them; in this order, because some things are killed. */
@TestMethodOrder(OrderAnnotation.class)
class TopologyIT {

    /** More than the broker's client has threads by default on two cores. */
    private static final int MANY = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Topology topology;
    private static ImageRecipe image;
    private static QuarryProcess apiNode;
    private static Api api;
    private static Map<String, QuarryProcess> workers;

    @BeforeAll
    static void start() throws Exception {
        image = ImageRecipe.read();
        topology = new Topology(image, ComposeFile.read());
        Map<String, String> all = Map.of("QUARRY_LEASE_SECONDS", "3", "QUARRY_LEADERBOARD_REFRESH_MINUTES", "0");
        apiNode = topology.start("backend", "backend", all);
        workers = Map.of(
                "one",
                        worker(
                                "one",
                                all,
                                Map.of(
                                        "QUARRY_LANE_IO_CONCURRENCY",
                                        "" + MANY,
                                        "QUARRY_LANE_COMPUTE_CONCURRENCY",
                                        "0")),
                "two",
                        worker(
                                "two",
                                all,
                                Map.of(
                                        "QUARRY_LANE_IO_CONCURRENCY",
                                        "1",
                                        "QUARRY_LANE_LIGHT_CONCURRENCY",
                                        "0",
                                        // A machine in Turkish, where the names of settings have other capitals.
                                        "JAVA_TOOL_OPTIONS",
                                        "-Duser.language=tr -Duser.country=TR")));
        apiNode.awaitReady();
        for (QuarryProcess worker : workers.values()) {
            worker.awaitReady();
        }
        api = new Api(apiNode.base());
    }

    @AfterAll
    static void stop() throws Exception {
        topology.close();
    }

    private static QuarryProcess worker(String name, Map<String, String> all, Map<String, String> lanes)
            throws Exception {
        Map<String, String> settings = new TreeMap<>(all);
        settings.putAll(lanes);
        settings.put("QUARRY_WORKER_ID", name);
        return topology.start("worker", name, settings);
    }

    @Test
    @Order(1)
    void the_workers_are_known_with_their_lanes_and_the_api_node_is_none() {
        Map<String, String> known = api.get("/v1/workers")
                .body()
                .get("workers")
                .valueStream()
                .collect(Collectors.toMap(
                        w -> w.get("id").asString(), w -> w.get("concurrency").toString()));

        assertThat(known)
                .containsOnlyKeys("one", "two")
                .containsEntry("one", "{\"compute\":0,\"io\":20,\"light\":4}")
                .containsEntry("two", "{\"compute\":2,\"io\":1,\"light\":0}");
    }

    /** The adapter makes one consumer at least: the nodes that do not serve a lane have one each, which gets nothing. */
    @Test
    @Order(2)
    void a_lane_has_as_many_consumers_at_the_broker_as_the_workers_have_slots() throws Exception {
        try (BrokerFigures figures = new BrokerFigures(topology.broker())) {
            assertThat(figures.consumers("quarry.lane.io")).isEqualTo(MANY + 1 + 1);
            assertThat(figures.consumers("quarry.lane.compute")).isEqualTo(2 + 2);
            assertThat(figures.consumers("quarry.lane.light")).isEqualTo(4 + 2);
        }
    }

    @Test
    @Order(3)
    void each_node_is_live_started_and_ready_for_what_its_role_is() {
        for (QuarryProcess node : List.of(apiNode, workers.get("one"), workers.get("two"))) {
            for (String question : List.of("live", "started", "ready")) {
                assertThat(new Api(node.base()).get("/health/" + question).status())
                        .as(question)
                        .isEqualTo(200);
            }
        }
        assertThat(check(apiNode, "consumers").get("data").get("lanes").asString())
                .isEmpty();
        assertThat(check(workers.get("two"), "consumers")
                        .get("data")
                        .get("lanes")
                        .asString())
                .isEqualTo("compute,io");
    }

    @Test
    @Order(3)
    void the_backend_answers_the_reference_s_question_for_health_in_its_words() {
        Answer health = api.get("/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body().toString()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(new Api(workers.get("one").base())
                        .get("/health")
                        .body()
                        .get("status")
                        .asString())
                .as("where it is not asked for")
                .isEqualTo("UP");
    }

    @Test
    @Order(4)
    void the_health_check_of_the_image_finds_a_ready_node_healthy_and_no_node_unhealthy() throws Exception {
        assertThat(healthCheck(apiNode.port())).isZero();
        assertThat(healthCheck(FreePort.next())).isNotZero();
    }

    @Test
    @Order(5)
    void a_worker_answers_what_an_operator_asks_and_nothing_else() {
        Api worker = new Api(workers.get("one").base());

        assertThat(worker.get("/v1/workers").status()).isEqualTo(200);
        assertThat(worker.get("/v1/workers/two").status()).isEqualTo(200);
        for (String path : List.of(
                "/",
                "/jobs",
                "/v1/jobs",
                "/v1/queues",
                "/openapi",
                "/openapi/ui",
                "/v1/workersx",
                "/v1/workers/%2e%2e/jobs")) {
            Answer refused = worker.get(path);
            assertThat(refused.status()).as(path).isEqualTo(404);
            assertThat(refused.raw().headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(refused.body().get("detail").asString()).contains("worker", "/v1/workers");
        }
        assertThat(worker.post("/v1/jobs", "{\"job_type\": \"test_sleep\"}").status())
                .isEqualTo(404);
    }

    @Test
    @Order(6)
    void jobs_that_are_posted_to_the_api_run_on_the_workers_only_and_as_many_at_once_as_they_have_slots()
            throws Exception {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < MANY + 3; i++) {
            ids.add(api.enqueue("/v1/jobs", sleep(3_000)));
        }

        await(() -> running("one") == MANY && running("two") == 1);
        assertThat(api.get("/v1/jobs/counts").body().toString()).contains("\"running\":" + (MANY + 1));

        for (long id : ids) {
            assertThat(api.await(id, "succeeded").get("worker_id").asString()).isIn("one", "two");
        }
    }

    @Test
    @Order(7)
    void a_worker_that_drains_is_not_ready_until_it_resumes_and_what_reaches_it_goes_to_the_other_one()
            throws Exception {
        assertThat(api.post("/v1/workers/one/drain", "").status()).isEqualTo(200);
        await(() -> status(workers.get("one"), "ready") == 503);
        assertThat(check(workers.get("one"), "consumers").get("status").asString())
                .isEqualTo("DOWN");
        assertThat(status(workers.get("one"), "live")).isEqualTo(200);

        JsonNode job = api.await(api.enqueue("/v1/jobs", sleep(10)), "succeeded");
        assertThat(job.get("worker_id").asString()).isEqualTo("two");

        assertThat(api.post("/v1/workers/one/resume", "").status()).isEqualTo(200);
        await(() -> status(workers.get("one"), "ready") == 200);
    }

    @Test
    @Order(8)
    void the_job_of_a_worker_that_is_killed_goes_on_on_the_other_one() throws Exception {
        api.post("/v1/workers/two/drain", "");
        await(() -> status(workers.get("two"), "ready") == 503);
        long id = api.enqueue("/v1/jobs", sleep(3_000));
        JsonNode started = api.awaitUntil(id, job -> job.get("progress_current").asLong() > 0, "progress");
        assertThat(started.get("worker_id").asString()).isEqualTo("one");
        api.post("/v1/workers/two/resume", "");

        workers.get("one").kill9();

        JsonNode done = api.await(id, "succeeded");
        assertThat(done.get("worker_id").asString()).isEqualTo("two");
        assertThat(done.get("attempt").asInt()).isEqualTo(2);
    }

    /** Lane light was served by the worker that is dead. */
    @Test
    @Order(9)
    void wake_ups_of_a_lane_that_no_node_serves_stay_on_the_broker() throws Exception {
        long id = api.enqueue("/v1/jobs", "{\"job_type\": \"leaderboard_refresh\"}");

        try (BrokerFigures figures = new BrokerFigures(topology.broker())) {
            Thread.sleep(1_000);
            assertThat(figures.messages("quarry.lane.light")).isPositive();
            assertThat(figures.consumers("quarry.lane.light")).isEqualTo(2);
        }
        assertThat(api.job(id).get("status").asString()).isEqualTo("queued");
    }

    @Test
    @Order(10)
    void without_the_broker_a_worker_is_not_ready_and_the_api_still_takes_jobs() throws Exception {
        QuarryProcess worker = workers.get("two");

        topology.broker().kill9();

        await(() -> status(worker, "ready") == 503);
        assertThat(check(worker, "broker").get("status").asString()).isEqualTo("DOWN");
        assertThat(status(worker, "live")).isEqualTo(200);
        await(() -> !check(apiNode, "broker").get("data").get("reachable").asBoolean());
        assertThat(status(apiNode, "ready")).isEqualTo(200);
        assertThat(api.post("/v1/jobs", sleep(10)).status()).isEqualTo(200);
    }

    @Test
    @Order(11)
    void without_the_database_no_node_is_ready_and_each_is_live() throws Exception {
        topology.postgres().kill9();

        await(() -> status(apiNode, "ready") == 503);
        assertThat(api.get("/health").status()).isEqualTo(503);
        assertThat(api.get("/health").body().toString()).isEqualTo("{\"status\":\"unavailable\"}");
        assertThat(check(apiNode, "database").get("status").asString()).isEqualTo("DOWN");
        assertThat(status(apiNode, "live")).isEqualTo(200);
        assertThat(status(apiNode, "started")).isEqualTo(200);
    }

    private static String sleep(int millis) {
        return "{\"job_type\": \"test_sleep\", \"payload\": {\"millis\": " + millis + "}}";
    }

    private static long running(String worker) {
        return api.get("/v1/workers/" + worker).body().get("running").asLong();
    }

    private static int status(QuarryProcess node, String question) {
        return new Api(node.base()).get("/health/" + question).status();
    }

    private static JsonNode check(QuarryProcess node, String name) {
        return new Api(node.base())
                .get("/health/ready")
                .body()
                .get("checks")
                .valueStream()
                .filter(check -> check.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int healthCheck(int port) throws Exception {
        ProcessBuilder command = new ProcessBuilder(image.healthCheck());
        command.environment().put("QUARRY_PORT", Integer.toString(port));
        return command.redirectErrorStream(true).start().waitFor();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in " + PATIENCE).isLessThan(end);
            Thread.sleep(50);
        }
    }
}

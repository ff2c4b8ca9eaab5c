package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.testing.SleepHandler;
import dev.quarry.server.Api.Answer;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The queue's routes beyond the reference's, on the real server. */
@OnTestedServer
class QueueRoutesIT {

    @ArquillianResource
    private URL base;

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
        api = new Api(URI.create(base.toString().replace("localhost", "127.0.0.1")));
    }

    @Test
    void many_jobs_are_enqueued_at_once() {
        Answer answer = api.post("/v1/jobs/batch", "[%s, %s]".formatted(sleep(1), sleep(2)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("count").asInt()).isEqualTo(2);
        for (JsonNode id : answer.body().get("job_ids")) {
            api.await(id.asLong(), "succeeded");
        }
    }

    @Test
    void a_wrong_job_of_many_is_named_by_its_index() {
        Answer answer = api.post("/v1/jobs/batch", """
                [%s, {"payload": {}}, {"job_type": "test_sleep", "payload": {"millis": -1}, "max_attempts": 0}]
                """.formatted(sleep(1)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly("[1].job_type", "[2].max_attempts");
        Answer payload = api.post("/v1/jobs/batch", "[%s, %s]".formatted(sleep(1), sleep(-1)));
        assertThat(fields(payload)).containsExactly("[1].payload.millis");
        assertThat(api.post("/v1/jobs/batch", "[]").status()).isEqualTo(422);
        assertThat(api.post("/v1/jobs/batch", "3").status()).isEqualTo(422);
    }

    @Test
    void a_chain_is_one_request_whose_jobs_name_each_other() {
        Answer answer = api.post("/v1/jobs/batch", """
                [{"job_type": "test_sleep", "payload": {"millis": 1}, "name": "last", "after": ["first"]},
                 {"job_type": "test_sleep", "payload": {"millis": 300}, "name": "first"},
                 {"job_type": "test_sleep", "payload": {"millis": 1}, "after": ["last"], "after_failure": "run"}]
                """);

        List<Long> ids =
                answer.body().get("job_ids").valueStream().map(JsonNode::asLong).toList();
        JsonNode end = api.await(ids.get(2), "succeeded");
        JsonNode last = api.get("/v1/jobs/" + ids.get(0)).body();
        JsonNode first = api.get("/v1/jobs/" + ids.get(1)).body();
        assertThat(last.at("/after/0/id").asLong()).isEqualTo(ids.get(1));
        assertThat(last.at("/followed_by/0/id").asLong()).isEqualTo(ids.get(2));
        assertThat(last.get("started_at").asString())
                .isGreaterThanOrEqualTo(first.get("finished_at").asString());
        assertThat(end.get("started_at").asString())
                .isGreaterThanOrEqualTo(last.get("finished_at").asString());
    }

    @Test
    void every_enqueueing_route_takes_what_a_job_runs_after_in_its_query() {
        long slow = api.enqueue("/v1/jobs", sleep(60_000));
        long first = api.enqueue("/v1/patterns/refresh?after=" + slow, "{}");
        long second =
                api.enqueue("/v1/patterns/refresh?after=" + slow + "&after=" + first + "&after_failure=run", "{}");
        JsonNode waiting = api.get("/v1/jobs/" + second).body();

        api.post("/v1/jobs/" + slow + "/cancel", "");

        assertThat(waiting.get("run_at").isNull()).isTrue();
        assertThat(waiting.get("progress_message").asString()).isEqualTo("Waits for job " + slow + ", job " + first);
        assertThat(api.await(first, "failed").get("error").asString())
                .isEqualTo("Job " + slow + ", which it was to run after, was canceled");
        api.await(second, "succeeded");
    }

    @Test
    void a_chain_that_cannot_be_is_refused_and_nothing_of_it_is_stored() {
        long before = api.enqueue("/v1/jobs", sleep(1));
        for (String wrong : List.of(
                "[%s, {\"job_type\": \"test_sleep\", \"payload\": {\"millis\": 1}, \"after\": [%d]}]"
                        .formatted(sleep(1), before + 1_000_000),
                "[{\"job_type\": \"test_sleep\", \"payload\": {\"millis\": 1}, \"name\": \"a\", \"after\": [\"a\"]}]",
                "[{\"job_type\": \"test_sleep\", \"payload\": {\"millis\": 1},"
                        + " \"callback_url\": \"http://127.0.0.1:9/\"}]")) {
            assertThat(api.post("/v1/jobs/batch", wrong).status()).as(wrong).isEqualTo(422);
        }
        assertThat(fields(api.post("/v1/patterns/refresh?after=x&after_failure=stop", "{}")))
                .containsExactly("after", "after_failure");
        assertThat(api.get("/v1/jobs?limit=1").body().at("/jobs/0/id").asLong()).isEqualTo(before);
    }

    @Test
    void a_batch_with_a_parent_is_one_job_with_children() {
        long id = api.enqueue("/v1/jobs/batch", "{\"jobs\": [%s, %s]}".formatted(sleep(1), sleep(2)));

        JsonNode job = api.await(id, "succeeded");

        assertThat(job.get("children").get("succeeded").asInt()).isEqualTo(2);
        assertThat(job.get("result").get("succeeded").asInt()).isEqualTo(2);
        JsonNode children = api.get("/v1/jobs/" + id + "/children").body().get("children");
        assertThat(children.size()).isEqualTo(2);
        assertThat(children.get(1).get("parent_id").asLong()).isEqualTo(id);
    }

    @Test
    void canceling_a_parent_cancels_its_running_children() {
        long id = api.enqueue("/v1/jobs/batch", "{\"jobs\": [%s, %s]}".formatted(sleep(60_000), sleep(60_000)));
        api.awaitUntil(
                id,
                job -> !job.get("children").isNull()
                        && job.get("children").get("running").asInt() == 2,
                "children");

        JsonNode canceled = api.post("/v1/jobs/" + id + "/cancel", "").body();

        assertThat(canceled.get("status").asString()).isEqualTo("canceled");
        assertThat(canceled.get("children").get("canceled").asInt()).isEqualTo(2);
    }

    @Test
    void a_failed_job_shows_its_attempt_and_is_replayed_on_request() {
        long id = api.enqueue("/v1/jobs", """
                {"job_type": "test_sleep", "payload": {"millis": 0, "outcome": "fail"}}""");
        JsonNode failed = api.await(id, "failed");

        Answer retried = api.post("/v1/jobs/" + id + "/retry", "");

        assertThat(failed.get("attempts").size()).isEqualTo(1);
        assertThat(failed.get("attempts").get(0).get("outcome").asString()).isEqualTo("failed");
        assertThat(failed.get("attempts").get(0).get("error").asString()).startsWith("Told to fail");
        assertThat(retried.status()).isEqualTo(200);
        api.awaitFinal(id);
        assertThat(api.job(id).get("attempts").size()).isEqualTo(2);
        long fine = api.enqueue("/v1/jobs", sleep(0));
        api.await(fine, "succeeded");
        assertThat(api.post("/v1/jobs/" + fine + "/retry", "").status()).isEqualTo(409);
        assertThat(api.post("/v1/jobs/999999999/retry", "").status()).isEqualTo(404);
    }

    @Test
    void every_route_that_enqueues_takes_the_options_from_its_query() {
        Answer answer = api.post(
                "/v1/leaderboard/refresh?priority=4&run_at=2999-01-01T00:00:00%2B00:00&max_attempts=7&timeout_seconds=9",
                "{}");

        JsonNode job = answer.body().get("job");
        assertThat(job.get("status").asString()).isEqualTo("queued");
        assertThat(job.get("priority").asInt()).isEqualTo(4);
        assertThat(job.get("run_at").asString()).isEqualTo("2999-01-01T00:00:00+00:00");
        assertThat(job.get("max_attempts").asInt()).isEqualTo(7);
        assertThat(job.get("timeout_seconds").asInt()).isEqualTo(9);
        assertThat(job.get("payload").toString()).isEqualTo("{}");
        api.post("/v1/jobs/" + job.get("id").asLong() + "/cancel", "");
    }

    @Test
    void wrong_options_are_named_all_at_once() {
        Answer answer = api.post(
                "/v1/leaderboard/refresh?priority=x&run_at=soon&max_attempts=0&timeout_seconds=0&unique=maybe", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly("priority", "run_at", "max_attempts", "timeout_seconds", "unique");
    }

    @Test
    void a_request_with_an_idempotency_key_may_be_repeated() {
        Answer first = keyed("once", sleep(1));
        Answer again = keyed("once", sleep(1));
        Answer other = keyed("once", sleep(2));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("job").get("id"))
                .isEqualTo(first.body().get("job").get("id"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(keyed("", sleep(1)).status()).isEqualTo(422);
    }

    @Test
    void a_job_that_takes_longer_than_it_may_is_stopped() {
        long id = api.enqueue("/v1/jobs?timeout_seconds=1&max_attempts=1", sleep(60_000));

        JsonNode job = api.await(id, "failed");

        assertThat(job.get("error").asString()).contains("longer than 1 s");
        assertThat(job.get("attempts").get(0).get("outcome").asString()).isEqualTo("timed_out");
    }

    @Test
    void a_node_that_drains_is_not_ready_and_takes_no_jobs_until_it_resumes() throws InterruptedException {
        assertThat(api.post("/v1/workers/nobody/drain", "").status()).isEqualTo(404);
        // The nodes of other test classes on the same database are listed as stopped.
        String worker = "/v1/workers/"
                + api.get("/v1/workers")
                        .body()
                        .get("workers")
                        .valueStream()
                        .filter(w -> "active".equals(w.get("state").asString()))
                        .findFirst()
                        .orElseThrow()
                        .get("id")
                        .asString();

        assertThat(api.post(worker + "/drain", "").status()).isEqualTo(200);
        try {
            awaitWorker(worker, "drained");
            long id = api.enqueue("/v1/jobs", sleep(1));
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
            assertThat(api.job(id).get("status").asString()).isEqualTo("queued");
            api.post(worker + "/resume", "");
            awaitWorker(worker, "active");
            api.await(id, "succeeded");
        } finally {
            api.post(worker + "/resume", "");
        }
        assertThat(api.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void a_paused_type_waits_and_a_limit_is_shown() {
        try {
            Answer paused = api.post("/v1/queues/types/test_sleep/pause", "");
            long id = api.enqueue("/v1/jobs", sleep(1));
            Answer limited = put("/v1/queues/types/test_sleep/limit", "{\"max_running\": 2}");

            assertThat(type(paused, "test_sleep").get("paused").asBoolean()).isTrue();
            assertThat(type(limited, "test_sleep")
                            .get("limit")
                            .get("max_running")
                            .asInt())
                    .isEqualTo(2);
            assertThat(type(limited, "test_sleep").get("queued").asInt()).isEqualTo(1);
            api.post("/v1/queues/types/test_sleep/resume", "");
            api.await(id, "succeeded");
        } finally {
            api.post("/v1/queues/types/test_sleep/resume", "");
            api.send(api.request("/v1/queues/types/test_sleep/limit").DELETE());
        }
        assertThat(api.post("/v1/queues/fast/pause", "").status()).isEqualTo(404);
        assertThat(api.post("/v1/queues/types/nothing/pause", "").status()).isEqualTo(404);
        assertThat(fields(put("/v1/queues/types/test_sleep/limit", "{}"))).containsExactly("max_running");
        assertThat(fields(put("/v1/queues/keys/k/limit", "{\"rate_per_minute\": 3}")))
                .containsExactly("rate_per_minute");
    }

    @Test
    void jobs_are_listed_page_by_page_with_a_cursor() {
        api.post("/v1/jobs/batch", "[%s, %s, %s]".formatted(sleep(1), sleep(1), sleep(1)));

        Answer first = api.get("/v1/jobs?limit=2&job_type=test_sleep");
        String cursor = first.body().get("next_cursor").asString();
        Answer second = api.get("/v1/jobs?limit=2&job_type=test_sleep&cursor=" + cursor);

        assertThat(first.body().get("jobs").size()).isEqualTo(2);
        assertThat(second.body().get("jobs").get(0).get("id").asLong())
                .isLessThan(first.body().get("jobs").get(1).get("id").asLong());
        assertThat(fields(api.get("/v1/jobs?cursor=nonsense"))).containsExactly("cursor");
        assertThat(fields(api.get("/v1/jobs?created_from=soon"))).containsExactly("created_from");
        assertThat(api.get("/v1/jobs?text=no+job+says+this").body().get("jobs").size())
                .isZero();
    }

    @Test
    void a_bulk_action_counts_before_it_acts_and_means_nothing_by_chance() {
        long id = api.enqueue("/v1/jobs?run_at=2999-01-01T00:00:00Z", """
                {"job_type": "test_sleep", "payload": {"outcome": "bulk-mark"}}""");
        String filter = "{\"text\": \"bulk-mark\"%s}";

        Answer dry = api.post("/v1/jobs/bulk/cancel", filter.formatted(", \"dry_run\": true"));
        String before = api.job(id).get("status").asString();
        Answer done = api.post("/v1/jobs/bulk/cancel", filter.formatted(""));
        Answer deleted = api.post("/v1/jobs/bulk/delete", filter.formatted(""));

        assertThat(dry.body().toString()).isEqualTo("{\"dry_run\":true,\"matched\":1,\"changed\":0}");
        assertThat(before).isEqualTo("queued");
        assertThat(done.body().toString()).isEqualTo("{\"dry_run\":false,\"matched\":1,\"changed\":1}");
        assertThat(deleted.body().get("changed").asInt()).isEqualTo(1);
        assertThat(api.get("/v1/jobs/" + id).status()).isEqualTo(404);
        assertThat(fields(api.post("/v1/jobs/bulk/delete", "{}"))).containsExactly("all");
        assertThat(fields(api.post("/v1/jobs/bulk/retry", "{\"status\": \"done\"}")))
                .containsExactly("status");
    }

    @Test
    void counts_tell_how_many_jobs_are_in_which_state() {
        long id = api.enqueue("/v1/jobs", sleep(1));
        api.await(id, "succeeded");

        JsonNode counts = api.get("/v1/jobs/counts").body();

        assertThat(counts.get("by_state").get("succeeded").asLong()).isPositive();
        assertThat(counts.get("by_type").valueStream().map(t -> t.get("job_type")
                        .asString()))
                .contains("test_sleep");
    }

    private Answer put(String path, String json) {
        return api.send(
                api.request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    private static JsonNode type(Answer overview, String name) {
        return overview.body()
                .get("types")
                .valueStream()
                .filter(t -> name.equals(t.get("job_type").asString()))
                .findFirst()
                .orElseThrow();
    }

    private void awaitWorker(String worker, String state) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!state.equals(api.get(worker).body().get("state").asString())) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(50);
        }
    }

    private Answer keyed(String key, String json) {
        return api.send(api.request("/v1/jobs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json)));
    }

    private static List<String> fields(Answer problem) {
        return problem.body()
                .get("errors")
                .valueStream()
                .map(e -> e.get("field").asString())
                .toList();
    }

    private static String sleep(int millis) {
        return "{\"job_type\": \"test_sleep\", \"payload\": {\"millis\": %d}}".formatted(millis);
    }
}

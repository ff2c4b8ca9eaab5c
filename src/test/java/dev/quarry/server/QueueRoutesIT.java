package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.testing.SleepHandler;
import dev.quarry.server.Api.Answer;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The queue's routes beyond the reference's, on the real server. */
@ExtendWith(ArquillianExtension.class)
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

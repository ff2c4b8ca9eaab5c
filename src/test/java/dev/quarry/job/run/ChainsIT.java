package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobDetail.Neighbour;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobFilter;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.AfterFailure;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import dev.quarry.job.Lane;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Jobs that run after others. */
class ChainsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(scripted));
    private final List<Long> ran = new ArrayList<>();

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job", "idempotency_key");
        scripted.script = job -> ran.add(job.jobId());
    }

    @Test
    void a_job_runs_when_the_one_before_it_has_succeeded_however_urgent_it_is() {
        long first = node.enqueue(request(Chain.NONE));
        long second =
                node.enqueue(new JobRequest("scripted", payload(), JobOptions.NONE.withPriority(9), after(first)));
        JobDetail waiting = node.job(second);

        node.workAll();

        assertThat(waiting.status()).isEqualTo(JobState.QUEUED);
        assertThat(waiting.runAt()).isNull();
        assertThat(waiting.progressMessage()).isEqualTo("Waits for job " + first);
        assertThat(waiting.after()).containsExactly(new Neighbour(first, "scripted", JobState.QUEUED));
        assertThat(ran).containsExactly(first, second);
        assertThat(node.job(second).runAt()).isNotNull();
        assertThat(node.job(first).followedBy()).containsExactly(new Neighbour(second, "scripted", JobState.SUCCEEDED));
        assertThat(node.events(second)).contains("info The jobs before it have ended; it is due");
    }

    @Test
    void the_worker_that_ends_a_job_makes_the_next_one_due_at_once() {
        long first = node.enqueue(request(Chain.NONE));
        long second = node.enqueue(request(after(first)));

        node.worker.work(Lane.IO, true);
        node.worker.work(Lane.IO, true);

        assertThat(node.job(second).status()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_node_that_does_not_know_of_chains_leaves_them_to_the_pass() {
        long first = node.enqueue(request(Chain.NONE));
        long second = node.enqueue(request(after(first)));
        QueueNode other = new QueueNode(DATABASE, "other", List.of(scripted));

        other.worker.work(Lane.IO, true);
        other.worker.work(Lane.IO, true);
        JobState before = node.job(second).status();
        other.rescue.pass();
        other.worker.work(Lane.IO, true);

        assertThat(before).isEqualTo(JobState.QUEUED);
        assertThat(node.job(second).status()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_job_waits_for_all_that_it_runs_after() {
        long first = node.enqueue(request(Chain.NONE));
        long later = node.enqueue(new JobRequest(
                "scripted", payload(), JobOptions.NONE.withRunAt(OffsetDateTime.parse("2999-01-01T00:00:00Z"))));
        long second = node.enqueue(request(after(first, later)));

        node.workAll();
        JobDetail waiting = node.job(second);
        node.queue.cancel(later);
        node.workAll();

        assertThat(waiting.status()).isEqualTo(JobState.QUEUED);
        assertThat(waiting.progressMessage()).isEqualTo("Waits for job " + later);
        assertThat(node.job(second).status()).isEqualTo(JobState.FAILED);
        assertThat(node.job(second).error()).isEqualTo("Job " + later + ", which it was to run after, was canceled");
    }

    @Test
    void a_failure_fails_all_that_follows_and_names_its_reason_unless_a_job_runs_anyway() {
        scripted.script = job -> {
            throw new JobFailedException("No such market");
        };
        long first = node.enqueue(request(Chain.NONE));
        long second = node.enqueue(request(after(first)));
        long third = node.enqueue(request(after(second)));
        long anyway = node.enqueue(request(after(second).withAfterFailure(AfterFailure.RUN)));
        node.worker.work(Lane.IO, true);
        JobDetail failed = node.job(second);
        JobDetail last = node.job(third);

        assertThat(failed.status()).isEqualTo(JobState.FAILED);
        assertThat(failed.error()).isEqualTo("Job " + first + ", which it was to run after, failed: No such market");
        assertThat(failed.attempt()).isZero();
        assertThat(failed.attempts()).isEmpty();
        assertThat(failed.finishedAt()).isNotNull();
        assertThat(last.error()).isEqualTo("Job " + second + ", which it was to run after, failed: " + failed.error());
        assertThat(node.job(anyway).attempt()).isOne();
        assertThat(node.job(anyway).error()).isEqualTo("No such market");
    }

    @Test
    void a_job_after_one_that_ended_long_ago_is_due_at_once_and_after_one_that_failed_it_fails() {
        long good = node.enqueue(request(Chain.NONE));
        node.workAll();
        scripted.script = job -> {
            throw new JobFailedException("no");
        };
        long bad = node.enqueue(request(Chain.NONE));
        node.workAll();

        long afterGood = node.enqueue(request(after(good)));
        long afterBad = node.enqueue(request(after(bad)));

        assertThat(node.job(afterGood).runAt()).isNotNull();
        assertThat(node.job(afterBad).status()).isEqualTo(JobState.FAILED);
    }

    @Test
    void a_job_after_one_that_was_deleted_meanwhile_fails_and_says_so() {
        long first = node.enqueue(request(Chain.NONE));
        long second = node.enqueue(request(after(first)));
        DATABASE.database().update("delete from job where id = ?", first);

        node.rescue.pass();

        assertThat(node.job(second).error()).isEqualTo("Job " + first + ", which it was to run after, was deleted");
        assertThat(node.job(second).after()).containsExactly(new Neighbour(first, null, null));
    }

    @Test
    void a_waiting_job_can_be_canceled_and_a_retried_one_waits_again() {
        long first = node.enqueue(request(Chain.NONE));
        long second = node.enqueue(request(after(first)));
        node.queue.cancel(second);
        JobState canceled = node.job(second).status();
        node.rescue.pass();

        node.queue.retry(second);
        JobDetail again = node.job(second);
        node.workAll();

        assertThat(canceled).isEqualTo(JobState.CANCELED);
        assertThat(again.status()).isEqualTo(JobState.QUEUED);
        assertThat(again.runAt()).isNull();
        assertThat(ran).containsExactly(first, second);
    }

    @Test
    void a_follower_that_failed_runs_when_both_are_retried() {
        scripted.script = job -> {
            throw new JobFailedException("no");
        };
        long first = node.enqueue(request(Chain.NONE));
        long second = node.enqueue(request(after(first)));
        node.workAll();
        scripted.script = job -> ran.add(job.jobId());

        node.queue.retry(second);
        JobState alone = node.job(second).status();
        node.queue.retry(first);
        node.queue.retry(second);
        node.workAll();

        assertThat(alone).isEqualTo(JobState.FAILED);
        assertThat(ran).containsExactly(first, second);
    }

    @Test
    void jobs_of_one_list_run_after_each_other_by_name() {
        List<Long> ids = node.queue.enqueueAll(
                List.of(
                        request(Chain.NONE.withPlaces(List.of(1, 2))),
                        request(Chain.NONE.withPlaces(List.of(2))),
                        request(Chain.NONE)),
                null);

        node.workAll();

        assertThat(ran).containsExactly(ids.get(2), ids.get(1), ids.get(0));
    }

    @Test
    void a_job_that_does_not_exist_is_named_and_nothing_is_stored() {
        assertThatThrownBy(() -> node.enqueue(request(after(4711))))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations()).singleElement().satisfies(violation -> {
                            assertThat(violation.field()).isEqualTo("after");
                            assertThat(violation.reason()).contains("4711");
                        }));
        assertThat(DATABASE.database().query("select id from job", row -> row.getLong(1)))
                .isEmpty();
    }

    @Test
    void a_time_and_jobs_to_run_after_exclude_each_other() {
        JobOptions timed = JobOptions.NONE.withRunAt(OffsetDateTime.parse("2999-01-01T00:00:00Z"));

        assertThatThrownBy(() -> node.enqueue(new JobRequest("scripted", payload(), timed, after(1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("run_at");
    }

    @Test
    void the_same_request_with_the_same_key_is_one_and_with_another_chain_it_is_another() {
        long first = node.enqueue(request(Chain.NONE));
        List<Long> once = node.queue.enqueueAll(List.of(request(after(first))), "key");

        assertThat(node.queue.enqueueAll(List.of(request(after(first))), "key")).isEqualTo(once);
        assertThatThrownBy(() -> node.queue.enqueueAll(List.of(request(Chain.NONE)), "key"))
                .hasMessageContaining("Idempotency-Key");
    }

    @Test
    void two_thousand_followers_are_settled_by_a_few_passes_and_none_is_left_by_a_node_that_dies() {
        long first = node.enqueue(request(Chain.NONE));
        for (int batch = 0; batch < 2; batch++) {
            node.queue.enqueueAll(
                    IntStream.range(0, 1_000)
                            .mapToObj(i -> request(after(first)))
                            .toList(),
                    null);
        }
        QueueNode other = new QueueNode(DATABASE, "other", List.of(scripted));
        other.worker.work(Lane.IO, true);

        for (int pass = 0; pass < 4; pass++) {
            other.rescue.pass();
        }

        assertThat(DATABASE.database()
                        .query("select count(*) from job where run_at = 'infinity'", row -> row.getInt(1)))
                .containsExactly(0);
        assertThat(DATABASE.database().query("select count(*) from job_after where pending", row -> row.getInt(1)))
                .containsExactly(0);
    }

    @Test
    void a_list_shows_what_a_waiting_job_waits_for() {
        long first = node.enqueue(request(Chain.NONE));
        node.enqueue(request(after(first)));

        assertThat(node.archive.newest(new JobFilter(null, null, null, null, null), null, 10, 0))
                .extracting(JobSummary::progressMessage)
                .containsExactly("Waits for job " + first, null);
    }

    private static Chain after(long... ids) {
        return Chain.NONE.withAfter(Arrays.stream(ids).boxed().toList());
    }

    private static JobRequest request(Chain chain) {
        return new JobRequest("scripted", payload(), JobOptions.NONE, chain);
    }

    private static JsonNode payload() {
        return Json.MAPPER.readTree("{}");
    }
}

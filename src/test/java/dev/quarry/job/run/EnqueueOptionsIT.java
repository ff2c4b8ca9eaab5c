package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobFilter;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import dev.quarry.job.Lane;
import dev.quarry.job.store.QueueRows;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnqueueOptionsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(scripted));
    private final QueueRows rows = new QueueRows(DATABASE.database());

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job", "idempotency_key");
    }

    @Test
    void a_job_does_not_run_before_its_time() {
        long id = node.enqueue(request("a", JobOptions.NONE.withRunAt(OffsetDateTime.parse("2999-01-01T00:00:00Z"))));

        node.workAll();
        JobDetail early = node.job(id);
        rows.dueNow(id);
        node.workAll();

        assertThat(early.status()).isEqualTo(JobState.QUEUED);
        assertThat(early.runAt()).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_time_before_the_job_was_stored_is_no_time_that_it_waited() {
        node.enqueue(request("a", JobOptions.NONE.withRunAt(OffsetDateTime.parse("2001-01-01T00:00:00Z"))));

        assertThat(node.transitions.claim(Lane.IO, "node", Duration.ofSeconds(15), 1, 1))
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.dueSeconds()).isLessThan(3_600);
                    assertThat(claim.storedSeconds()).isLessThan(3_600);
                });
    }

    @Test
    void options_are_stored_with_the_job() {
        long id = node.enqueue(
                request("a", JobOptions.NONE.withPriority(3).withMaxAttempts(9).withTimeoutSeconds(77)));

        assertThat(node.job(id))
                .extracting(JobDetail::priority, JobDetail::maxAttempts, JobDetail::timeoutSeconds)
                .containsExactly(3, 9, 77);
    }

    @Test
    void a_repeated_request_with_the_same_key_brings_the_same_job() {
        List<Long> first = node.queue.enqueueAll(List.of(request("a"), request("b")), "k");

        assertThat(node.queue.enqueueAll(List.of(request("a"), request("b")), "k"))
                .isEqualTo(first);

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void a_repeated_request_brings_its_job_even_if_it_would_be_refused_by_now() {
        long id = node.queue.enqueueAll(List.of(request("a")), "k").get(0);
        scripted.violations = List.of(new Violation("note", "is no longer taken"));

        assertThat(node.queue.enqueue(request("a"), "k").id()).isEqualTo(id);
        assertThat(node.queue.enqueueAll(List.of(request("a")), "k")).containsExactly(id);
        assertThatThrownBy(() -> node.queue.enqueue(request("a"), "other")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void the_same_key_with_another_request_is_a_conflict() {
        node.queue.enqueueAll(List.of(request("a")), "k");

        assertThatThrownBy(() -> node.queue.enqueueAll(List.of(request("b")), "k"))
                .isInstanceOf(ProblemException.class)
                .extracting(e -> ((ProblemException) e).status())
                .isEqualTo(409);
        assertThatThrownBy(() -> node.queue.enqueueAll(List.of(request("a", JobOptions.NONE.withPriority(1))), "k"))
                .isInstanceOf(ProblemException.class);

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_key_is_free_again_after_24_hours() {
        List<Long> first = node.queue.enqueueAll(List.of(request("a")), "k");
        DATABASE.database().update("update idempotency_key set created_at = now() - interval '24 hours'");

        List<Long> second = node.queue.enqueueAll(List.of(request("b")), "k");

        assertThat(second).isNotEqualTo(first);
        assertThat(node.queue.enqueueAll(List.of(request("b")), "k")).isEqualTo(second);
    }

    @Test
    void requests_with_the_same_key_at_the_same_time_bring_one_job() throws Exception {
        assertThat(atOnce(8, () -> node.queue.enqueueAll(List.of(request("a")), "k")))
                .hasSize(8)
                .containsOnly(node.archive.newest(JobFilter.ALL, null, 1, 0).stream()
                        .map(JobSummary::id)
                        .toList());
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_unique_job_yields_the_active_one_until_that_is_over() {
        JobRequest unique = request("a", JobOptions.NONE.withUnique(true));
        long first = node.enqueue(unique);

        assertThat(node.enqueue(unique)).isEqualTo(first);
        assertThat(node.enqueue(request("b", JobOptions.NONE.withUnique(true)))).isNotEqualTo(first);
        assertThat(node.enqueue(request("a"))).isNotEqualTo(first);
        node.workAll();

        assertThat(node.enqueue(unique)).isNotEqualTo(first);
    }

    @Test
    void unique_jobs_of_one_request_are_one_job() {
        JobRequest unique = request("a", JobOptions.NONE.withUnique(true));
        JobRequest other = request("x");

        List<Long> ids = node.queue.enqueueAll(List.of(unique, other, unique, other), null);

        assertThat(ids.get(2)).isEqualTo(ids.get(0));
        assertThat(ids.get(3)).isNotEqualTo(ids.get(1));
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void unique_jobs_at_the_same_time_are_one_job() throws Exception {
        JobRequest unique = request("a", JobOptions.NONE.withUnique(true));

        assertThat(atOnce(8, () -> node.queue.enqueueAll(List.of(unique), null)).stream()
                        .distinct())
                .hasSize(1);

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void the_order_of_a_payloads_members_makes_no_other_request_and_no_other_unique_job() {
        String one = "{\"note\": \"a\", \"mood\": \"b\"}";
        String other = "{\"mood\": \"b\", \"note\": \"a\"}";

        long first = node.enqueue(unique(one));

        assertThat(node.enqueue(unique(other))).isEqualTo(first);
        assertThat(node.queue.enqueueAll(List.of(unique(one)), "k"))
                .isEqualTo(node.queue.enqueueAll(List.of(unique(other)), "k"));
        assertThat(count()).isEqualTo(1);
    }

    private static JobRequest unique(String payload) {
        return new JobRequest(ScriptedHandler.TYPE, Json.MAPPER.readTree(payload), JobOptions.NONE.withUnique(true));
    }

    @Test
    void replaying_a_unique_job_is_a_conflict_while_another_is_active() {
        JobRequest unique = request("a", JobOptions.NONE.withUnique(true));
        long first = node.enqueue(unique);
        node.queue.cancel(first);
        node.enqueue(unique);

        assertThatThrownBy(() -> node.queue.retry(first))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another one of its type and payload is active");
    }

    private static List<List<Long>> atOnce(int times, Callable<List<Long>> work) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(times);
        try {
            List<List<Long>> answers = new ArrayList<>();
            for (Future<List<Long>> answer : clients.invokeAll(Collections.nCopies(times, work))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            clients.shutdownNow();
        }
    }

    private int count() {
        return node.archive.newest(JobFilter.ALL, null, 100, 0).size();
    }

    private static JobRequest request(String note) {
        return request(note, JobOptions.NONE);
    }

    private static JobRequest request(String note, JobOptions options) {
        return new JobRequest(
                ScriptedHandler.TYPE, Json.MAPPER.createObjectNode().put("note", note), options);
    }
}

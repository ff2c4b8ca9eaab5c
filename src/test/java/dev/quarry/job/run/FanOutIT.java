package dev.quarry.job.run;

import static dev.quarry.job.run.FamilyHandler.leaf;
import static dev.quarry.job.run.FamilyHandler.parent;
import static dev.quarry.job.run.FamilyHandler.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.ChildCounts;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobFilter;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import dev.quarry.job.Lane;
import dev.quarry.job.store.Claim;
import dev.quarry.job.store.NewJob;
import dev.quarry.job.store.QueueRows;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FanOutIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final FamilyHandler family = new FamilyHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(family));
    private final QueueRows rows = new QueueRows(DATABASE.database());

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job");
    }

    @Test
    void a_parent_takes_no_worker_while_its_children_run_and_gathers_their_results() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(2), leaf(3)));

        runOne(id);
        JobDetail waiting = node.job(id);
        node.workAll();
        JobDetail done = node.job(id);

        assertThat(waiting.status()).isEqualTo(JobState.RUNNING);
        assertThat(waiting.children()).isEqualTo(new ChildCounts(3, 3, 0, 0, 0, 0));
        assertThat(waiting.progressMessage()).isEqualTo("0 of 3 children are final");
        assertThat(done.status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.result()).isEqualTo("{\"sum\":6,\"missing\":[]}");
        assertThat(done.children()).isEqualTo(new ChildCounts(3, 0, 0, 3, 0, 0));
        assertThat(node.events(id))
                .contains("info Fanned out into 3 children", "info All children are final; queued for the fan-in step");
    }

    @Test
    void children_have_the_parents_priority_and_name_it() {
        JobRequest request = parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(2));
        long id = node.enqueue(new JobRequest(request.jobType(), request.payload(), JobOptions.NONE.withPriority(7)));

        runOne(id);

        List<JobSummary> children = node.archive.children(id, 10, 0);
        assertThat(children).extracting(JobSummary::priority).containsExactly(7, 7);
        assertThat(children).extracting(JobSummary::parentId).containsExactly(id, id);
        assertThat(node.archive.children(id, 10, 1))
                .extracting(JobSummary::id)
                .containsExactly(children.get(1).id());
        assertThat(node.events(children.get(0).id())).containsExactly("info Job enqueued by its parent " + id);
    }

    @Test
    void the_progress_of_a_waiting_parent_is_the_sum_over_its_children_those_that_tell_nothing_yet_taken_as_average() {
        long id = node.enqueue(parent(FailurePolicy.CONTINUE, leaf(4), leaf(5), leaf(6)));
        runOne(id);

        runOne(child(id, 0));
        runOne(child(id, 1));

        JobDetail waiting = node.job(id);
        assertThat(waiting.progressCurrent()).isEqualTo(20 + 20);
        assertThat(waiting.progressTotal()).isEqualTo(3 * 20);
        assertThat(waiting.progressMessage()).isEqualTo("2 of 3 children are final");
    }

    @Test
    void a_failed_child_fails_a_fail_fast_parent_and_cancels_its_siblings() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(13), leaf(2), leaf(3)));

        node.workAll();

        JobDetail job = node.job(id);
        assertThat(job.status()).isEqualTo(JobState.FAILED);
        assertThat(job.error()).isEqualTo("Child job " + child(id, 0) + " failed: thirteen");
        assertThat(job.children()).isEqualTo(new ChildCounts(3, 0, 0, 0, 1, 2));
        assertThat(node.events(child(id, 2))).last().asString().contains("since a job of the same parent failed");
    }

    @Test
    void a_running_sibling_of_a_failed_child_loses_its_job() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(13)));
        runOne(id);
        Claim running = node.transitions.claim(Lane.COMPUTE, "other", LEASE).orElseThrow();

        node.worker.work(Lane.COMPUTE, true);

        assertThat(node.transitions.succeed(running, "{}", running.progress())).isFalse();
        assertThat(node.job(running.jobId()).status()).isEqualTo(JobState.CANCELED);
        assertThat(node.job(id).status()).isEqualTo(JobState.FAILED);
    }

    @Test
    void with_continue_every_child_is_run_and_the_fan_in_step_sees_which_failed() {
        long id = node.enqueue(parent(FailurePolicy.CONTINUE, leaf(13), leaf(2), leaf(3)));

        node.workAll();

        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(node.job(id).result()).isEqualTo("{\"sum\":5,\"missing\":[\"0 failed thirteen\"]}");
    }

    @Test
    void a_canceled_child_counts_as_failed() {
        long patient = node.enqueue(parent(FailurePolicy.CONTINUE, leaf(1), leaf(2)));
        runOne(patient);
        node.queue.cancel(child(patient, 0));
        node.workAll();
        long strict = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(2)));
        runOne(strict);
        node.queue.cancel(child(strict, 0));

        assertThat(node.job(patient).result()).isEqualTo("{\"sum\":2,\"missing\":[\"0 canceled null\"]}");
        assertThat(node.job(strict).status()).isEqualTo(JobState.FAILED);
        assertThat(node.job(strict).error()).isEqualTo("Child job " + child(strict, 0) + " was canceled");
    }

    @Test
    void children_may_be_parents_themselves() {
        String grandchildren = payload(FailurePolicy.FAIL_FAST, leaf(1), leaf(2));
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, grandchildren, leaf(4), grandchildren));

        node.workAll();

        assertThat(node.job(id).result()).isEqualTo("{\"sum\":10,\"missing\":[]}");
    }

    @Test
    void a_failed_grandchild_fails_the_whole_family() {
        String grandchildren = payload(FailurePolicy.FAIL_FAST, leaf(13), leaf(2));
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, grandchildren, leaf(4)));

        runOne(id);
        runOne(child(id, 0));
        node.worker.work(Lane.COMPUTE, true);

        assertThat(node.job(id).status()).isEqualTo(JobState.FAILED);
        assertThat(node.job(id).error())
                .isEqualTo("Child job %d failed: Child job %d failed: thirteen"
                        .formatted(child(id, 0), child(child(id, 0), 0)));
        assertThat(node.job(child(child(id, 0), 1)).status()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void canceling_a_parent_cancels_its_whole_family() {
        String grandchildren = payload(FailurePolicy.FAIL_FAST, leaf(1), leaf(2));
        long id = node.enqueue(parent(FailurePolicy.CONTINUE, grandchildren, leaf(4)));
        runOne(id);
        runOne(child(id, 0));

        node.queue.cancel(id);

        assertThat(List.of(
                        node.job(id), node.job(child(id, 0)), node.job(child(id, 1)), node.job(child(child(id, 0), 1))))
                .extracting(JobDetail::status)
                .containsOnly(JobState.CANCELED);
        assertThat(node.events(id)).endsWith("info Cancel requested", "info Job canceled");
        assertThat(node.events(child(id, 1))).last().isEqualTo("info Job canceled with its parent");
        node.workAll();
        assertThat(node.job(id).status()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void a_parent_without_children_gathers_nothing() {
        long id = node.enqueue(parent(FailurePolicy.CONTINUE));

        node.workAll();

        assertThat(node.job(id).result()).isEqualTo("{\"sum\":0,\"missing\":[]}");
    }

    @Test
    void an_attempt_that_lost_its_job_fans_out_nothing() {
        long id = node.enqueue(parent(FailurePolicy.CONTINUE, leaf(1)));
        Claim frozen = node.transitions.claim(Lane.COMPUTE, "frozen", LEASE).orElseThrow();
        rows.expireLease(id);
        node.rescueTransitions.rescueExpired();
        List<NewJob> children = List.of(new NewJob(family.type(), leaf(1), JobOptions.NONE, 3));

        assertThat(node.parentTransitions.fanOut(frozen, children, FailurePolicy.CONTINUE))
                .isFalse();

        assertThat(node.job(id).children()).isNull();
        assertThat(node.archive.newest(JobFilter.ALL, null, 10, 0)).hasSize(1);
    }

    @Test
    void a_parent_whose_worker_dies_before_the_fan_out_fans_out_once() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(2)));
        node.transitions.claim(Lane.COMPUTE, "dying", LEASE);
        rows.expireLease(id);

        node.workAll();
        node.workAll();

        assertThat(node.job(id).children().total()).isEqualTo(2);
        assertThat(node.job(id).result()).isEqualTo("{\"sum\":3,\"missing\":[]}");
    }

    @Test
    void a_parent_is_moved_on_by_the_rescue_pass_when_the_worker_of_the_last_child_died_right_after_its_end() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1)));
        runOne(id);
        Claim last = node.transitions.claim(Lane.COMPUTE, "dying", LEASE).orElseThrow();
        node.transitions.succeed(last, "{\"sum\": 1, \"missing\": []}", last.progress());
        assertThat(node.job(id).status()).isEqualTo(JobState.RUNNING);

        node.rescue.pass();

        assertThat(node.job(id).status()).isEqualTo(JobState.QUEUED);
        node.workAll();
        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_child_whose_attempts_are_used_up_by_dying_workers_fails_its_parent() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(2)));
        runOne(id);
        for (int i = 0; i < 3; i++) {
            Claim dying = node.transitions.claim(Lane.COMPUTE, "dying", LEASE).orElseThrow();
            rows.expireLease(dying.jobId());
            node.rescue.pass();
        }

        assertThat(node.job(id).status()).isEqualTo(JobState.FAILED);
        assertThat(node.job(id).error()).contains("The worker was lost in each of 3 attempts");
        assertThat(node.job(child(id, 1)).status()).isEqualTo(JobState.CANCELED);
    }

    @Test
    void a_fan_in_step_whose_worker_dies_is_repeated_and_has_attempts_of_its_own() {
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaf(1)));
        runOne(id);
        runOne(child(id, 0));
        Claim dying = node.transitions.claim(Lane.COMPUTE, "dying", LEASE).orElseThrow();
        assertThat(dying.fanIn()).isTrue();
        assertThat(dying.attempt()).isEqualTo(1);
        rows.expireLease(id);

        node.workAll();

        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
        assertThat(node.job(id).children().total()).isEqualTo(1);
    }

    @Test
    void a_waiting_parent_is_never_rescued() {
        long id = node.enqueue(parent(FailurePolicy.CONTINUE, leaf(1)));
        runOne(id);

        assertThat(node.rescueTransitions.rescueExpired()).isEmpty();
        assertThat(node.transitions.currentTokens(new long[] {id})).isEmpty();
    }

    @Test
    void children_that_a_cancel_missed_are_canceled_by_the_rescue_pass() {
        long id = node.enqueue(parent(FailurePolicy.CONTINUE, leaf(1), leaf(2)));
        runOne(id);
        rows.cancelAlone(id);

        node.rescue.pass();

        assertThat(node.job(id).children()).isEqualTo(new ChildCounts(2, 0, 0, 0, 0, 2));
    }

    @Test
    void a_wrong_child_fails_its_parent_and_stores_nothing() {
        long id = node.enqueue(parent(FailurePolicy.CONTINUE, leaf(1), "{\"nmber\": 2}"));

        node.workAll();

        assertThat(node.job(id).status()).isEqualTo(JobState.FAILED);
        assertThat(node.job(id).error()).contains("[1].payload.nmber is unknown");
        assertThat(node.job(id).children()).isNull();
    }

    @Test
    void many_children_ending_at_once_queue_their_parent_exactly_once() throws Exception {
        String[] leaves = IntStream.range(0, 200).mapToObj(i -> leaf(1)).toArray(String[]::new);
        long id = node.enqueue(parent(FailurePolicy.FAIL_FAST, leaves));
        runOne(id);

        List<Thread> workers = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> node.worker.work(Lane.COMPUTE, true)))
                .toList();
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        node.workAll();

        assertThat(node.job(id).result()).isEqualTo("{\"sum\":200,\"missing\":[]}");
        assertThat(node.events(id).stream().filter(e -> e.contains("queued for the fan-in step")))
                .hasSize(1);
    }

    @Test
    void many_jobs_are_stored_in_the_order_of_the_request() {
        List<Long> ids = node.queue.enqueueAll(
                IntStream.range(0, 120)
                        .mapToObj(i -> new JobRequest(FamilyHandler.TYPE, Json.MAPPER.readTree(leaf(i))))
                        .toList(),
                null);

        assertThat(ids).hasSize(120).isSorted().doesNotHaveDuplicates();
        assertThat(node.job(ids.get(57)).payload()).isEqualTo("{\"number\":57}");
        assertThat(node.events(ids.get(119))).containsExactly("info Job enqueued");
        assertThat(node.transitions
                        .claim(Lane.COMPUTE, "w", LEASE)
                        .orElseThrow()
                        .jobId())
                .isEqualTo(ids.get(0));
    }

    @Test
    void one_wrong_job_of_many_keeps_all_from_being_stored() {
        List<JobRequest> requests = List.of(
                new JobRequest(FamilyHandler.TYPE, Json.MAPPER.readTree(leaf(1))),
                new JobRequest("unheard_of", Json.MAPPER.createObjectNode()),
                new JobRequest(FamilyHandler.TYPE, Json.MAPPER.readTree("{\"number\": \"x\"}")));

        assertThatThrownBy(() -> node.queue.enqueueAll(requests, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("[1].job_type must be one of")
                .hasMessageContaining("[2].payload.number must be an integer");

        assertThat(node.archive.newest(JobFilter.ALL, null, 10, 0)).isEmpty();
    }

    /** Claims that very job, which must be the next one, and runs it to the end of the attempt. */
    private void runOne(long id) {
        Claim claim = node.transitions.claim(Lane.COMPUTE, "node", LEASE).orElseThrow();
        assertThat(claim.jobId()).isEqualTo(id);
        node.worker.run(List.of(claim));
    }

    private long child(long parentId, int position) {
        return node.archive.children(parentId, 1, position).get(0).id();
    }
}

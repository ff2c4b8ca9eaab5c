package dev.quarry.job.run;

import static dev.quarry.job.run.FamilyHandler.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobCounts;
import dev.quarry.job.JobCursor;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobFilter;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.JobSummary;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.job.store.read.BulkSelection;
import dev.quarry.job.store.read.BulkSelection.Action;
import dev.quarry.job.store.read.JobTally;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists, counts, bulk actions and retention. */
class JobListIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(scripted, new FamilyHandler()));
    private final JobTally tally = new JobTally(DATABASE.database());

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job", "job_count", "job_count_change");
    }

    @Test
    void a_search_for_a_text_that_takes_too_long_says_so_and_what_would_help() throws Exception {
        JobFilter text = new JobFilter(null, null, "needle", null, null);
        try (Connection holding = DriverManager.getConnection(DATABASE.jdbcUrl())) {
            holding.setAutoCommit(false);
            holding.createStatement().execute("lock table job in access exclusive mode");

            for (ThrowingCallable search : List.<ThrowingCallable>of(
                    () -> node.archive.newest(text, null, 10, 0),
                    () -> new BulkSelection(DATABASE.database()).count(Action.CANCEL, text))) {
                assertThatThrownBy(search)
                        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status())
                                .isEqualTo(503))
                        .hasMessageContaining("stopped after 5 s")
                        .hasMessageContaining("created_from");
            }
        }
        assertThat(node.archive.newest(text, null, 10, 0)).isEmpty();
    }

    @Test
    void pages_by_cursor_show_every_job_once_though_jobs_are_stored_meanwhile() {
        List<Long> ids = node.queue.enqueueAll(
                IntStream.range(0, 25).mapToObj(i -> note("n" + i)).toList(), null);
        List<Long> seen = new ArrayList<>();
        JobCursor cursor = null;

        List<JobSummary> page = node.archive.newest(JobFilter.ALL, null, 10, 0);
        while (!page.isEmpty()) {
            page.forEach(job -> seen.add(job.id()));
            node.enqueue(note("meanwhile"));
            JobSummary last = page.get(page.size() - 1);
            cursor = JobCursor.of(new JobCursor(last.createdAt(), last.id()).text())
                    .orElseThrow();
            page = node.archive.newest(JobFilter.ALL, cursor, 10, 0);
        }

        assertThat(seen)
                .hasSize(25)
                .containsExactlyInAnyOrderElementsOf(ids)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void jobs_are_found_by_text_in_payload_or_error_and_its_signs_mean_themselves() {
        long payload = node.enqueue(note("BTC/USD 100%"));
        node.enqueue(note("BTC/USD 1000"));
        long error = node.enqueue(note("x"));
        scripted.script = job -> {
            if (job.jobId() == error) {
                throw new JobFailedException("No such Thing");
            }
        };
        node.workAll();

        assertThat(found(new JobFilter(null, null, "usd 100%", null, null))).containsExactly(payload);
        assertThat(found(new JobFilter(null, null, "such thing", null, null))).containsExactly(error);
        assertThat(found(new JobFilter("succeeded", null, "such thing", null, null)))
                .isEmpty();
    }

    @Test
    void jobs_are_found_by_time_type_and_state() {
        long old = node.enqueue(note("old"));
        DATABASE.database().update("update job set created_at = '2020-01-01T00:00:00Z' where id = ?", old);
        long recent = node.enqueue(note("recent"));
        OffsetDateTime between = OffsetDateTime.parse("2021-01-01T00:00:00Z");

        assertThat(found(new JobFilter(null, null, null, null, between))).containsExactly(old);
        assertThat(found(new JobFilter("queued", ScriptedHandler.TYPE, null, between, null)))
                .containsExactly(recent);
        assertThat(found(new JobFilter("queued", FamilyHandler.TYPE, null, between, null)))
                .isEmpty();
    }

    @Test
    void jobs_are_found_by_their_ids_and_by_whether_they_wait_for_another_attempt() {
        long retrying = node.enqueue(note("again"));
        scripted.script = job -> {
            throw new TemporaryFailureException("The line was busy", null);
        };
        node.workAll();
        long queued = node.enqueue(note("new"));

        assertThat(found(new JobFilter(null, null, null, null, null, null, true)))
                .containsExactly(retrying);
        assertThat(found(new JobFilter(null, null, null, null, null, null, false)))
                .containsExactly(queued);
        assertThat(found(new JobFilter("queued", null, null, null, null, List.of(queued), null)))
                .containsExactly(queued);
        JobSummary row = node.archive
                .newest(new JobFilter(null, null, null, null, null, List.of(retrying), null), null, 1, 0)
                .get(0);
        assertThat(row.error()).isEqualTo("The line was busy");
        assertThat(row.attempt()).isEqualTo(1);
    }

    @Test
    void counts_are_exact_before_and_after_they_are_added_up() {
        node.queue.enqueueAll(IntStream.range(0, 7).mapToObj(i -> note("n")).toList(), null);
        scripted.script = job -> {
            if (job.jobId() % 2 == 0) {
                throw new JobFailedException("even");
            }
        };
        node.workAll();
        long canceled = node.enqueue(note("c"));
        node.queue.cancel(canceled);
        node.enqueue(note("q"));
        assertThat(tally.counts().byState()).isEqualTo(countedOneByOne());

        tally.addUp();
        assertThat(tally.counts().byState()).isEqualTo(countedOneByOne());
        node.queue.retry(canceled);
        node.bulk().perform(Action.DELETE, new JobFilter("failed", null, null, null, null));

        JobCounts counts = tally.counts();
        assertThat(counts.byState()).isEqualTo(countedOneByOne());
        assertThat(counts.byState().queued()).isEqualTo(2);
        assertThat(counts.byState().failed()).isZero();
        assertThat(counts.byType()).extracting(JobCounts.ByType::jobType).containsExactly(ScriptedHandler.TYPE);
        tally.addUp();
        assertThat(tally.counts()).isEqualTo(counts);
    }

    @Test
    void a_bulk_cancel_takes_all_of_its_filter_and_nothing_else() {
        node.queue.enqueueAll(
                IntStream.range(0, 1203)
                        .mapToObj(i -> note(i < 3 ? "keep" : "drop"))
                        .toList(),
                null);
        JobFilter drop = new JobFilter(null, null, "drop", null, null);
        assertThat(node.bulk().count(Action.CANCEL, drop)).isEqualTo(1200);

        assertThat(node.bulk().perform(Action.CANCEL, drop)).isEqualTo(1200);

        assertThat(tally.counts().byState()).isEqualTo(new JobCounts.ByState(3, 0, 0, 0, 1200));
        assertThat(node.bulk().count(Action.CANCEL, drop)).isZero();
        assertThat(node.events(found(drop).get(0))).endsWith("info Cancel requested", "info Job canceled");
    }

    @Test
    void a_bulk_retry_replays_what_failed_but_no_child_and_no_second_unique_job() {
        scripted.script = job -> {
            throw new JobFailedException("no");
        };
        long failed = node.enqueue(note("a"));
        JobRequest unique = new JobRequest(
                ScriptedHandler.TYPE,
                Json.MAPPER.createObjectNode().put("note", "u"),
                JobOptions.NONE.withUnique(true));
        long first = node.enqueue(unique);
        node.queue.cancel(first);
        long second = node.enqueue(unique);
        node.queue.cancel(second);
        long parent = node.enqueue(FamilyHandler.parent(FailurePolicy.FAIL_FAST, leaf(13), leaf(1)));
        node.workAll();
        scripted.script = job -> {};
        JobFilter all = JobFilter.ALL;
        assertThat(node.bulk().count(Action.RETRY, all)).isEqualTo(3);

        assertThat(node.bulk().perform(Action.RETRY, all)).isEqualTo(3);

        assertThat(node.job(failed).status()).isEqualTo(JobState.QUEUED);
        assertThat(node.job(first).status()).isEqualTo(JobState.CANCELED);
        assertThat(node.job(second).status()).isEqualTo(JobState.QUEUED);
        assertThat(node.job(parent).children().queued()).isEqualTo(2);
    }

    @Test
    void a_bulk_delete_takes_final_jobs_with_their_families_and_histories() {
        long open = node.enqueue(note("open"));
        node.queue.cancel(node.enqueue(note("x")));
        DATABASE.database().update("update job set run_at = now() + interval '1 day' where id = ?", open);
        node.enqueue(FamilyHandler.parent(FailurePolicy.FAIL_FAST, leaf(1), leaf(2)));
        node.workAll();

        assertThat(node.bulk().perform(Action.DELETE, JobFilter.ALL)).isEqualTo(2);

        assertThat(found(JobFilter.ALL)).containsExactly(open);
        assertThat(DATABASE.database().first("select count(*) from job_history", row -> row.getInt(1)))
                .hasValue(1);
        assertThat(tally.counts().total()).isEqualTo(1);
    }

    @Test
    void what_ended_longer_ago_than_its_state_is_kept_is_forgotten() {
        long kept = node.enqueue(note("kept"));
        long old = node.enqueue(note("old"));
        long parent = node.enqueue(FamilyHandler.parent(FailurePolicy.FAIL_FAST, leaf(1)));
        node.workAll();
        DATABASE.database().update("update job set finished_at = now() - interval '31 days' where id <> ?", kept);
        long canceled = node.enqueue(note("canceled"));
        node.queue.cancel(canceled);
        DATABASE.database().update("update job set finished_at = now() - interval '31 days' where id = ?", canceled);

        node.retention(30, 90, 0).pass();

        assertThat(found(JobFilter.ALL))
                .containsExactlyInAnyOrder(kept, canceled)
                .doesNotContain(old, parent);
    }

    @Test
    void retention_goes_on_until_nothing_is_left_that_is_old_enough() {
        DATABASE.database().update("""
                insert into job (id, job_type, lane, priority, payload, max_attempts, state, finished_at)
                select nextval('job_id_seq'), 'noop', 'io', 0, '{}', 3, 'succeeded', now() - interval '31 days'
                from generate_series(1, 21000)
                """);

        node.retention(30, 90, 0).pass();

        assertThat(found(JobFilter.ALL)).isEmpty();
    }

    @Test
    void retention_does_not_wait_for_a_row_that_somebody_holds() throws Exception {
        long parent = node.enqueue(FamilyHandler.parent(FailurePolicy.CONTINUE, leaf(1)));
        node.workAll();
        long failed = node.enqueue(ScriptedHandler.TYPE, "{}");
        DATABASE.database()
                .update(
                        "update job set state = 'failed', finished_at = now() - interval '91 days' where id = ?",
                        failed);
        DATABASE.database().update("update job set finished_at = now() - interval '31 days' where state = 'succeeded'");
        try (Connection holding = DriverManager.getConnection(DATABASE.jdbcUrl())) {
            holding.setAutoCommit(false);
            holding.createStatement().execute("select from job where parent_id = " + parent + " for update");

            node.retention(30, 90, 0).pass();
        }

        assertThat(found(JobFilter.ALL)).contains(parent).doesNotContain(failed);
        node.retention(30, 90, 0).pass();
        assertThat(found(JobFilter.ALL)).isEmpty();
    }

    private List<Long> found(JobFilter filter) {
        return node.archive.newest(filter, null, 200, 0).stream()
                .map(JobSummary::id)
                .toList();
    }

    private static JobCounts.ByState countedOneByOne() {
        return DATABASE.database()
                .first(
                        """
                        select count(*) filter (where state = 'queued'), count(*) filter (where state = 'running'),
                            count(*) filter (where state = 'succeeded'), count(*) filter (where state = 'failed'),
                            count(*) filter (where state = 'canceled') from job
                        """,
                        row -> new JobCounts.ByState(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .orElseThrow();
    }

    private static JobRequest note(String text) {
        return new JobRequest(
                ScriptedHandler.TYPE, Json.MAPPER.createObjectNode().put("note", text));
    }
}

package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.store.QueueRows;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.platform.trace.Scope;
import dev.quarry.platform.trace.TraceContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the queue tells of itself, and what a handler's thread carries. */
class QueueObserverIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final TraceContext TRACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01");

    private final ScriptedHandler scripted = new ScriptedHandler();
    private final FamilyHandler family = new FamilyHandler();
    private final QueueNode node = new QueueNode(DATABASE, List.of(scripted, family));
    private final QueueRows rows = new QueueRows(DATABASE.database());

    @BeforeEach
    void emptyTheQueue() {
        DATABASE.empty("job");
    }

    @Test
    void a_job_that_succeeds_is_reported_from_its_enqueue_to_its_end() {
        node.enqueue(ScriptedHandler.TYPE, "{}");
        node.worker.work(Lane.IO, true);

        assertThat(node.observer.reported())
                .containsExactly(
                        "enqueued 1 scripted",
                        "enqueue took some time scripted",
                        "claimed scripted",
                        "started scripted",
                        "ran scripted",
                        "ended succeeded scripted");
    }

    @Test
    void a_failure_that_may_pass_is_an_end_and_a_retry_and_waits_only_once() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            if (job.attempt() == 1) {
                throw new IOException("reset");
            }
        };
        node.worker.work(Lane.IO, true);
        rows.dueNow(id);
        node.worker.work(Lane.IO, true);

        assertThat(node.observer.reported())
                .containsSubsequence("ended failed scripted", "retried scripted", "ended succeeded scripted")
                .containsOnlyOnce("started scripted");
        assertThat(node.job(id).status()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_canceled_attempt_and_a_lost_lease_are_told_apart() {
        long canceled = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            node.queue.cancel(canceled);
            job.checkpoint();
        };
        node.worker.work(Lane.IO, true);
        assertThat(node.observer.reported()).contains("ended canceled scripted").doesNotContain("ended lost scripted");

        long lost = node.enqueue(ScriptedHandler.TYPE, "{}");
        scripted.script = job -> {
            if (job.attempt() == 1) {
                rows.expireLease(lost);
                node.rescue.pass();
                job.info("too late");
            }
        };
        node.worker.work(Lane.IO, true);

        assertThat(node.observer.reported())
                .containsSubsequence("rescued queued io", "ended lost scripted", "ended succeeded scripted");
    }

    @Test
    void children_are_reported_when_their_parent_has_fanned_out_and_belong_to_its_trace() {
        long parent;
        try (Scope request = node.traces.carry(TRACE)) {
            parent = node.enqueue(
                    FamilyHandler.parent(FailurePolicy.CONTINUE, FamilyHandler.leaf(1), FamilyHandler.leaf(2)));
        }
        node.workAll();

        assertThat(node.observer.reported())
                .containsSubsequence("ended fanned_out family", "enqueued 2 family", "ended succeeded family");
        assertThat(node.archive.children(parent, 10, 0)).hasSize(2).allMatch(child -> TRACE.traceId()
                .equals(node.job(child.id()).traceId()));
    }

    @Test
    void the_trace_of_a_request_is_stored_shown_and_that_of_its_handler_and_of_what_the_handler_asks_for() {
        List<TraceContext> seen = new ArrayList<>();
        List<Map<String, Object>> fields = new ArrayList<>();
        List<Long> asked = new ArrayList<>();
        scripted.script = job -> {
            node.traces.current().ifPresent(seen::add);
            fields.add(node.log.fields());
            if (asked.isEmpty()) {
                asked.add(node.enqueue(ScriptedHandler.TYPE, "{}"));
            }
        };
        long id;
        try (Scope request = node.traces.carry(TRACE)) {
            id = node.enqueue(ScriptedHandler.TYPE, "{}");
        }
        node.worker.work(Lane.IO, true);

        assertThat(node.job(id).traceId()).isEqualTo(TRACE.traceId());
        assertThat(node.job(asked.get(0)).traceId()).isEqualTo(TRACE.traceId());
        assertThat(seen).containsExactly(TRACE, TRACE);
        assertThat(fields.get(0))
                .containsEntry("job_id", id)
                .containsEntry("attempt", 1)
                .containsEntry("job_type", "scripted")
                .containsEntry("lane", "io")
                .containsEntry("trace_id", TRACE.traceId())
                .containsEntry("span_id", TRACE.spanId());
        assertThat(node.log.fields()).isEmpty();
        assertThat(node.traces.current()).isEmpty();
    }

    @Test
    void a_job_without_a_trace_shows_none() {
        long id = node.enqueue(ScriptedHandler.TYPE, "{}");
        node.worker.work(Lane.IO, true);

        assertThat(node.job(id).traceId()).isNull();
    }
}

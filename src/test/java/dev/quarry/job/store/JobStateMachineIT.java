package dev.quarry.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.AttemptOutcome;
import dev.quarry.job.JobState;
import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.job.store.ControlTransitions.Cancellation;
import dev.quarry.job.store.JobTransitions.Extension;
import dev.quarry.platform.sql.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever the order of claim, heartbeat, finish, failure, cancel, hand-back, replay, expiry and rescue, and whoever acts (the current attempt or
 * one that lost its lease), the row does what this small model says and nothing else.
 */
class JobStateMachineIT {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int MAX_ATTEMPTS = 3;
    private static TestDatabase database;

    enum Act {
        CLAIM,
        HEARTBEAT,
        EVENT,
        FENCE,
        SUCCEED,
        FAIL,
        FAIL_FOR_NOW,
        HAND_BACK,
        CANCEL,
        RETRY,
        EXPIRE,
        RESCUE
    }

    /** @param attempt which of the claims so far acts, counted back from the newest; ignored where nobody does */
    record Step(Act act, int attempt) {}

    @BeforeContainer
    static void open() {
        database = new TestDatabase().open();
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Act> acts = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(Act.CLAIM)),
                net.jqwik.api.Tuple.of(4, Arbitraries.of(Act.HEARTBEAT, Act.EVENT, Act.FENCE)),
                net.jqwik.api.Tuple.of(2, Arbitraries.of(Act.SUCCEED, Act.FAIL, Act.CANCEL, Act.RETRY)),
                net.jqwik.api.Tuple.of(6, Arbitraries.of(Act.EXPIRE, Act.RESCUE, Act.FAIL_FOR_NOW, Act.HAND_BACK)));
        return acts.flatMap(act -> Arbitraries.integers().between(0, 2).map(n -> new Step(act, n)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    @Property(tries = 300)
    void illegal_transitions_never_happen(@ForAll("steps") List<Step> steps) {
        database.empty("job");
        JobTransitions transitions = new JobTransitions(database.database());
        ControlTransitions control = new ControlTransitions(database.database());
        RescueTransitions rescue = new RescueTransitions(database.database());
        Jobs jobs = new Jobs(database.database());
        long id = jobs.queued(Lane.IO, 0, MAX_ATTEMPTS);
        Model model = new Model();
        List<Claim> claims = new ArrayList<>();

        for (Step step : steps) {
            Claim actor = claims.isEmpty() ? null : claims.get(Math.max(0, claims.size() - 1 - step.attempt()));
            boolean owns = actor != null && model.state == JobState.RUNNING && actor == claims.get(claims.size() - 1);
            switch (step.act()) {
                case CLAIM -> {
                    Optional<Claim> claim = transitions.claim(Lane.IO, "w", LEASE);
                    assertThat(claim.isPresent()).isEqualTo(model.state == JobState.QUEUED);
                    claim.ifPresent(c -> {
                        assertThat(claims).noneMatch(other -> other.fencingToken() == c.fencingToken());
                        claims.add(c);
                        model.claimed();
                        assertThat(c.attempt()).isEqualTo(model.attempt);
                    });
                }
                case HEARTBEAT -> {
                    if (actor != null) {
                        assertThat(transitions.extendLease(actor, LEASE, Progress.NONE, null))
                                .isEqualTo(owns ? Extension.EXTENDED : Extension.LOST);
                        model.expired &= !owns;
                    }
                }
                case EVENT -> {
                    if (actor != null) {
                        assertThat(transitions.event(actor, "info", "e", null)).isEqualTo(owns);
                    }
                }
                case FENCE -> {
                    if (actor != null) {
                        assertThat(transitions.fence(actor)).isEqualTo(owns);
                    }
                }
                case SUCCEED -> {
                    if (actor != null) {
                        assertThat(transitions.succeed(actor, "{}", Progress.NONE))
                                .isEqualTo(owns);
                        model.endedIf(owns, JobState.SUCCEEDED);
                    }
                }
                case FAIL -> {
                    if (actor != null) {
                        assertThat(transitions.fail(actor, "no", Progress.NONE)).isEqualTo(owns);
                        model.endedIf(owns, JobState.FAILED);
                    }
                }
                case FAIL_FOR_NOW -> {
                    if (actor != null) {
                        Failure failure = new Failure("later", AttemptOutcome.FAILED, Duration.ZERO);
                        assertThat(transitions
                                        .fail(actor, failure, Progress.NONE)
                                        .isPresent())
                                .isEqualTo(owns);
                        if (owns) {
                            model.rescued();
                        }
                    }
                }
                case HAND_BACK -> {
                    if (actor != null) {
                        assertThat(transitions.handBack(actor, Progress.NONE)).isEqualTo(owns);
                        if (owns) {
                            model.handedBack();
                        }
                    }
                }
                case RETRY -> {
                    boolean may = model.state == JobState.FAILED || model.state == JobState.CANCELED;
                    assertThat(control.retry(id).orElseThrow().retried()).isEqualTo(may);
                    if (may) {
                        model.replayed();
                    }
                }
                case CANCEL -> {
                    boolean open = !model.state.isFinal();
                    assertThat(control.cancel(id)).isEqualTo(open ? Cancellation.CANCELED : Cancellation.ALREADY_FINAL);
                    model.endedIf(open, JobState.CANCELED);
                }
                case EXPIRE -> {
                    jobs.expireLease(id);
                    model.expired = model.state == JobState.RUNNING;
                }
                case RESCUE -> {
                    boolean due = model.expired;
                    assertThat(rescue.rescueExpired()).hasSize(due ? 1 : 0);
                    if (due) {
                        model.rescued();
                    }
                }
            }
            Jobs.Row row = jobs.row(id);
            assertThat(row.state()).isEqualTo(model.state);
            assertThat(row.attempt()).isEqualTo(model.attempt);
            assertThat(jobs.attempts(id)).as("ended attempts").isEqualTo(model.ended);
            assertThat(row.result() != null).isEqualTo(model.state == JobState.SUCCEEDED);
        }
        assertThat(jobs.events(id).stream().filter("info Completed successfully"::equals))
                .hasSize(model.state == JobState.SUCCEEDED ? 1 : 0);
    }

    private static final class Model {
        private JobState state = JobState.QUEUED;
        private int attempt;
        private boolean expired;
        private int ended;

        void claimed() {
            state = JobState.RUNNING;
            attempt++;
            expired = false;
        }

        void endedIf(boolean applies, JobState end) {
            if (applies) {
                ended += state == JobState.RUNNING ? 1 : 0;
                state = end;
                expired = false;
            }
        }

        void handedBack() {
            endedIf(true, JobState.QUEUED);
            attempt--;
        }

        void replayed() {
            endedIf(true, JobState.QUEUED);
            attempt = 0;
        }

        void rescued() {
            endedIf(true, attempt < MAX_ATTEMPTS ? JobState.QUEUED : JobState.FAILED);
        }
    }
}

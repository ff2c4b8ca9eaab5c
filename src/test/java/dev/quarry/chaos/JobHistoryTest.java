package dev.quarry.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.chaos.JobHistory.Attempt;
import dev.quarry.chaos.JobHistory.Event;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobHistoryTest {

    private static final String CLAIM = "Claimed job type=chaos_io worker_id=a-1 attempt=1";
    private static final long SECOND_MICROS = 1_000_000;
    private static final Attempt LOST = new Attempt(1, "run", 1, "lost", 10, SECOND_MICROS);
    private static final Attempt SECOND = new Attempt(2, "run", 2, "succeeded", 3 * SECOND_MICROS, 4 * SECOND_MICROS);

    @Test
    void a_job_that_was_rescued_once_is_legal() {
        assertThat(history("succeeded", List.of(LOST, SECOND), rescued()).violation())
                .isEmpty();
    }

    @Test
    void a_parent_is_legal_whose_steps_count_their_attempts_apart() {
        List<Attempt> attempts = List.of(
                LOST,
                new Attempt(2, "run", 2, "fanned_out", 3 * SECOND_MICROS, 4 * SECOND_MICROS),
                new Attempt(3, "gather", 1, "succeeded", 5 * SECOND_MICROS, 6 * SECOND_MICROS));
        assertThat(history(
                                "succeeded",
                                attempts,
                                "Job enqueued",
                                CLAIM,
                                "Lease of a-1 expired; queued again",
                                CLAIM,
                                "Fanned out into 3 children",
                                "All children are final; queued for the fan-in step",
                                CLAIM,
                                "Completed successfully")
                        .violation())
                .isEmpty();
    }

    @Test
    void a_second_success_is_seen() {
        assertThat(history(
                                "succeeded",
                                List.of(new Attempt(1, "run", 1, "succeeded", 10, SECOND_MICROS), SECOND),
                                "Job enqueued",
                                CLAIM,
                                "Completed successfully",
                                CLAIM,
                                "Completed successfully")
                        .violation())
                .hasValueSatisfying(v -> assertThat(v).contains("succeeded and then: Claimed"));
    }

    @Test
    void a_success_without_a_claim_after_a_rescue_is_seen() {
        assertThat(history(
                                "succeeded",
                                List.of(LOST),
                                "Job enqueued",
                                CLAIM,
                                "Lease of a-1 expired; queued again",
                                "Completed successfully")
                        .violation())
                .hasValueSatisfying(v -> assertThat(v).contains("queued and then: Completed"));
    }

    @Test
    void attempts_that_overlap_are_seen() {
        Attempt early = new Attempt(2, "run", 2, "succeeded", -2 * SECOND_MICROS, 4 * SECOND_MICROS);
        assertThat(history("succeeded", List.of(LOST, early), rescued()).violation())
                .hasValueSatisfying(v -> assertThat(v).contains("starts before the end"));
    }

    @Test
    void a_claim_whose_attempt_was_not_kept_is_seen() {
        assertThat(history("succeeded", List.of(SECOND), rescued()).violation())
                .hasValueSatisfying(v -> assertThat(v).contains("2 claims, but 1 attempts"));
    }

    @Test
    void more_attempts_than_allowed_are_seen() {
        JobHistory history = new JobHistory(
                1, "succeeded", 2, 1, history("succeeded", List.of(), rescued()).events(), List.of(LOST, SECOND));
        assertThat(history.violation()).hasValueSatisfying(v -> assertThat(v).contains("more than 1 attempts"));
    }

    @Test
    void a_state_that_the_events_do_not_lead_to_is_seen() {
        assertThat(history("failed", List.of(LOST, SECOND), rescued()).violation())
                .hasValueSatisfying(v -> assertThat(v).contains("is failed but its events end as succeeded"));
    }

    private static String[] rescued() {
        return new String[] {
            "Job enqueued", CLAIM, "Lease of a-1 expired; queued again", CLAIM, "Completed successfully"
        };
    }

    private static JobHistory history(String state, List<Attempt> attempts, String... messages) {
        List<Event> events = Stream.of(messages).map(m -> new Event("info", m)).toList();
        return new JobHistory(1, state, attempts.size(), 5, events, attempts);
    }
}

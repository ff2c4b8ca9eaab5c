package dev.quarry.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.JobFailedException;
import dev.quarry.job.Lane;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.job.store.Failure;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.DatabaseException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureRulesTest {

    private final FailureRules rules = new FailureRules(new Random(7));

    @Test
    void bad_data_and_bad_parameters_fail_at_once_with_their_sentence() {
        assertThat(of(new JobFailedException("No data"))).isEqualTo(Failure.lasting("No data"));
        assertThat(of(new InvalidInputException("top_n", "must be positive")))
                .isEqualTo(Failure.lasting("top_n must be positive"));
    }

    @Test
    void faults_of_the_program_fail_at_once_and_hide_their_stack_trace() {
        Failure failure = of(new IllegalStateException("detail"));

        assertThat(failure.pause()).isNull();
        assertThat(failure.error())
                .matches("Unexpected IllegalStateException \\(detail\\); the log has it under [0-9a-f]{8}");
    }

    @Test
    void input_and_output_and_timeouts_are_tried_again() {
        assertThat(of(new IOException("reset")).pause()).isNotNull();
        assertThat(of(new HttpTimeoutException("slow")).pause()).isNotNull();
        assertThat(of(new RuntimeException(new TimeoutException())).pause()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57014", "57P01", "55P03"})
    void what_the_database_calls_transient_is_tried_again(String state) {
        assertThat(of(new DatabaseException(new SQLException("x", state))).pause())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22003", "42601"})
    void what_the_database_refuses_for_good_fails_at_once(String state) {
        assertThat(of(new DatabaseException(new SQLException("x", state))).pause())
                .isNull();
    }

    @Test
    void a_service_that_says_how_long_to_wait_is_obeyed() {
        Failure failure = of(new TemporaryFailureException("Exchange is busy", null, Duration.ofMinutes(10)));

        assertThat(failure.error()).isEqualTo("Exchange is busy");
        assertThat(failure.pause()).isEqualTo(Duration.ofMinutes(10));
    }

    private Failure of(Throwable thrown) {
        return rules.failure(1, 1, Lane.IO.retries(), thrown);
    }
}

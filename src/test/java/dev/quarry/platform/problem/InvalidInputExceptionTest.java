package dev.quarry.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {

    @Test
    void a_request_with_a_fault_in_each_of_many_values_has_a_short_answer() {
        List<Violation> faults = IntStream.range(0, 100_000)
                .mapToObj(i -> new Violation("param_grid.rsi_min[" + i + "]", "must be at most 100"))
                .toList();

        InvalidInputException refusal = new InvalidInputException(faults);

        assertThat(refusal.violations())
                .hasSize(101)
                .startsWith(faults.get(0))
                .endsWith(new Violation("", "and 99900 faults more"));
        assertThat(refusal.getMessage()).hasSizeLessThan(10_000).endsWith("; and 99900 faults more");
    }
}

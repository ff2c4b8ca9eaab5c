package dev.quarry.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.platform.problem.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledValuesTest {

    record Order(Boolean dryRun, Double share, Integer whole, Long big, List<Double> steps) {}

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "1, true", "false, false", "FALSE, false", "0, false"})
    void a_text_that_spells_a_truth_value_is_it(String text, boolean value) {
        assertThat(read("{\"dry_run\": \"" + text + "\"}").dryRun()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "yes", "null", "2", "１"})
    void no_other_text_is_one_least_of_all_a_blank(String text) {
        assertThat(fault("{\"dry_run\": \"" + text + "\"}")).isEqualTo("dry_run must be true or false");
    }

    @Test
    void a_text_that_spells_a_number_is_read_as_the_number_is() {
        Order order =
                read("{\"share\": \"0.5\", \"whole\": \"7\", \"big\": \"-9\", \"steps\": [1, \"2.5\", \"1e-3\"]}");

        assertThat(order).isEqualTo(new Order(null, 0.5, 7, -9L, List.of(1.0, 2.5, 0.001)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1d", "1f", "0x1p3", "NaN", "Infinity", "７", "1,5", "1 000"})
    void no_other_text_is_a_number(String text) {
        assertThat(fault("{\"share\": \"" + text + "\"}")).isEqualTo("share must be a number");
        assertThat(fault("{\"whole\": \"" + text + "\"}")).isEqualTo("whole must be an integer");
        assertThat(fault("{\"big\": \"" + text + "\"}")).isEqualTo("big must be an integer");
        assertThat(fault("{\"steps\": [\"" + text + "\"]}")).isEqualTo("steps must be a list");
    }

    @Test
    void null_is_absent_and_nothing_else_is() {
        assertThat(read("{\"dry_run\": null, \"share\": null}")).isEqualTo(new Order(null, null, null, null, null));
    }

    private static Order read(String json) {
        return PayloadReaders.reader().read(Json.MAPPER.readTree(json), Order.class);
    }

    private static String fault(String json) {
        return catchThrowableOfType(InvalidInputException.class, () -> read(json))
                .getMessage();
    }
}

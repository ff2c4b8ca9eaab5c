package dev.quarry.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {

    @JsonIgnoreProperties({"use_parallel"})
    record Request(
            @NotNull String symbol,
            @Min(1) Integer topN,
            OffsetDateTime startTs,
            Boolean skipTested,
            Map<String, List<Double>> paramGrid,
            @Valid Criteria winCriteria)
            implements Checked {

        Request {
            topN = topN == null ? 25 : topN;
        }

        @Override
        public List<Violation> violations() {
            return "BAD".equals(symbol) ? List.of(new Violation("symbol", "is bad")) : List.of();
        }
    }

    record Criteria(@Min(0) Double minReturn) {}

    private final PayloadReader reader = PayloadReaders.reader();

    @Test
    void absent_and_null_fields_take_the_defaults_of_the_record() {
        Request request = read("{\"symbol\": \"BTC/USD\", \"top_n\": null}");

        assertThat(request.topN()).isEqualTo(25);
        assertThat(request.paramGrid()).isNull();
    }

    @Test
    void times_without_an_offset_are_utc() {
        assertThat(read("{\"symbol\": \"A\", \"start_ts\": \"2014-01-01T00:00:00\"}")
                        .startTs())
                .isEqualTo(OffsetDateTime.parse("2014-01-01T00:00:00Z"));
        assertThat(read("{\"symbol\": \"A\", \"start_ts\": \"2014-01-01\"}").startTs())
                .isEqualTo(OffsetDateTime.parse("2014-01-01T00:00:00Z"));
        assertThat(read("{\"symbol\": \"A\", \"start_ts\": \"2014-01-01T02:00:00+02:00\"}")
                        .startTs())
                .isEqualTo(OffsetDateTime.parse("2014-01-01T00:00:00Z"));
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        assertThat(faults("""
                        {"top_n": 0, "start_ts": "yesterday", "skip_tested": "no", "param_grid": {"a": 1},
                         "win_criteria": {"min_return": "x", "max_drawdown": 2}, "sort": 1}
                        """))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "symbol",
                        "top_n",
                        "start_ts",
                        "skip_tested",
                        "param_grid",
                        "win_criteria.min_return",
                        "win_criteria.max_drawdown",
                        "sort");
    }

    @Test
    void constraints_of_nested_records_are_checked() {
        assertThat(faults("{\"symbol\": \"A\", \"win_criteria\": {\"min_return\": -1}}"))
                .extracting(Violation::field)
                .containsExactly("win_criteria.min_return");
    }

    @Test
    void a_text_that_spells_a_number_is_that_number() {
        assertThat(read("{\"symbol\": \"A\", \"top_n\": \"5\"}").topN()).isEqualTo(5);
        assertThat(read("{\"symbol\": \"A\", \"top_n\": \" 5 \"}").topN()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "five", "1d", "0x5", "５", "5.5", "5e0", "NaN", "99999999999999999999"})
    void a_text_that_spells_none_is_neither_a_number_nor_absent(String text) {
        assertThat(faults("{\"symbol\": \"A\", \"top_n\": \"" + text + "\"}"))
                .containsExactly(new Violation("top_n", "must be an integer"));
    }

    @Test
    void a_symbol_is_a_text_and_a_fraction_is_no_integer() {
        assertThat(faults("{\"symbol\": \"A\", \"top_n\": 1.5}"))
                .containsExactly(new Violation("top_n", "must be an integer"));
        assertThat(faults("{\"symbol\": 5}")).extracting(Violation::field).contains("symbol");
    }

    @Test
    void what_the_reference_sends_and_nobody_uses_is_ignored() {
        assertThat(read("{\"symbol\": \"A\", \"use_parallel\": true}").symbol()).isEqualTo("A");
    }

    @Test
    void a_record_may_refuse_itself() {
        assertThat(faults("{\"symbol\": \"BAD\"}")).containsExactly(new Violation("symbol", "is bad"));
    }

    @Test
    void anything_but_an_object_is_refused() {
        assertThat(faults("[1]")).containsExactly(new Violation("", "the body must be a JSON object"));
    }

    private Request read(String json) {
        return reader.read(Json.MAPPER.readTree(json), Request.class);
    }

    private List<Violation> faults(String json) {
        return catchThrowableOfType(InvalidInputException.class, () -> read(json))
                .violations();
    }
}

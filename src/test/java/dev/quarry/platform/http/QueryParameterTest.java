package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParameterTest {

    @Test
    void absent_and_empty_take_the_default() {
        assertThat(QueryParameter.integer("limit", null, 50, 1, 200)).isEqualTo(50);
        assertThat(QueryParameter.integer("limit", " ", 50, 1, 200)).isEqualTo(50);
        assertThat(QueryParameter.number("min_confidence", "", 0.3, 0, 1)).isEqualTo(0.3);
        assertThat(QueryParameter.text("status", "")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "99999999999"})
    void a_number_out_of_range_is_refused_with_the_range(String text) {
        assertThatThrownBy(() -> QueryParameter.integer("limit", text, 50, 1, 200))
                .hasMessage("limit must be between 1 and 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "1.5", "99999999999999999999"})
    void what_is_no_integer_is_refused_by_name(String text) {
        assertThatThrownBy(() -> QueryParameter.integer("limit", text, 50, 1, 200))
                .hasMessage("limit must be an integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-0.1", "1.1"})
    void a_fraction_out_of_range_is_refused_even_when_it_is_no_number(String text) {
        assertThatThrownBy(() -> QueryParameter.number("min_confidence", text, 0.3, 0, 1))
                .hasMessageStartingWith("min_confidence must be between 0");
    }

    @Test
    void a_text_that_the_database_cannot_hold_is_refused() {
        assertThatThrownBy(() -> QueryParameter.text("status", "a\0"))
                .hasMessage("status must not contain the character U+0000");
    }
}

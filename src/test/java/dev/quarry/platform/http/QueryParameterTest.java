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
        assertThat(QueryParameter.integer("limit", "", 50, 1, 200)).isEqualTo(50);
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
    @ValueSource(strings = {"many", "1.5", "99999999999999999999", " ", "\u0663", "1_0", "0x1"})
    void what_is_no_integer_is_refused_by_name(String text) {
        assertThatThrownBy(() -> QueryParameter.integer("limit", text, 50, 1, 200))
                .hasMessage("limit must be an integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1d", "1f", "0x1p-3", " ", "\u0663", "1e9999999999"})
    void what_java_alone_takes_for_a_number_is_refused_by_name(String text) {
        assertThatThrownBy(() -> QueryParameter.number("min_confidence", text, 0.3, 0, 1))
                .hasMessage("min_confidence must be a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+0.5", ".5", "5e-1", " 0.5 "})
    void a_decimal_number_may_be_written_in_every_usual_way(String text) {
        assertThat(QueryParameter.number("min_confidence", text, 0.3, 0, 1)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "1e999"})
    void a_fraction_out_of_range_is_refused_with_the_range(String text) {
        assertThatThrownBy(() -> QueryParameter.number("min_confidence", text, 0.3, 0, 1))
                .hasMessageStartingWith("min_confidence must be between 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "yes", "2", "１"})
    void what_is_neither_true_nor_false_is_refused(String text) {
        assertThatThrownBy(() -> QueryParameter.flag("unique", text, false)).hasMessage("unique must be true or false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0001-01-01T00:00:00Z",
                "0000-12-31",
                "10000-01-01T00:00:00Z",
                "+294277-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "0001-01-01T00:00:00+18:00",
                "9999-12-31T23:59:59-00:01",
                " "
            })
    void a_time_outside_the_years_that_can_be_kept_is_refused_with_them(String text) {
        assertThatThrownBy(() -> QueryParameter.time("run_at", text))
                .hasMessage("run_at must be an ISO-8601 time such as 2024-01-31T00:00:00Z, of the years 1 to 9999");
    }

    @Test
    void the_first_and_the_last_time_that_can_be_kept_are_read() {
        assertThat(QueryParameter.time("run_at", "0001-01-01")).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(QueryParameter.time("run_at", "9999-12-31T23:59:59Z")).isEqualTo("9999-12-31T23:59:59Z");
    }

    @Test
    void a_text_that_the_database_cannot_hold_is_refused() {
        assertThatThrownBy(() -> QueryParameter.text("status", "a\ud800b"))
                .hasMessage("status must not contain half a character (the surrogate U+D800 alone)");
        assertThat(QueryParameter.text("status", "\ud83d\ude00")).isEqualTo("\ud83d\ude00");
        assertThatThrownBy(() -> QueryParameter.text("status", "a\0"))
                .hasMessage("status must not contain the character U+0000");
    }
}

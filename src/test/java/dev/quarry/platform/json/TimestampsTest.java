package dev.quarry.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @Test
    void an_end_that_is_a_date_is_all_of_that_day() {
        assertThat(Timestamps.parseEnd("2024-01-31")).contains(OffsetDateTime.parse("2024-01-31T23:59:59.999Z"));
        assertThat(Timestamps.parseEnd(" 2024-02-29 ")).contains(OffsetDateTime.parse("2024-02-29T23:59:59.999Z"));
        assertThat(Timestamps.endText("2024-01-31")).isEqualTo("2024-01-31T23:59:59.999Z");
    }

    @Test
    void a_start_that_is_a_date_is_its_midnight() {
        assertThat(Timestamps.parse("2024-01-31")).contains(OffsetDateTime.parse("2024-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2024-01-31T00:00:00Z", "2024-01-31T00:00", "2024-01-31 00:00:00", "2024-01-31T02:00:00+02:00"})
    void an_end_with_a_time_is_that_instant(String text) {
        assertThat(Timestamps.parseEnd(text)).contains(OffsetDateTime.parse("2024-01-31T00:00:00Z"));
        assertThat(Timestamps.endText(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2024-02-30", "2024-1-31", "２０２４-01-31", "yesterday"})
    void what_is_no_time_is_no_end(String text) {
        assertThat(Timestamps.parseEnd(text)).isEmpty();
    }
}

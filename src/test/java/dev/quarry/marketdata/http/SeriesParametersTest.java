package dev.quarry.marketdata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.problem.InvalidInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeriesParametersTest {

    @Test
    void an_end_that_is_a_date_is_all_of_that_day_and_an_instant_stays_one() {
        assertThat(SeriesParameters.start("2024-01-31")).isEqualTo(millis("2024-01-31T00:00:00Z"));
        assertThat(SeriesParameters.end("2024-01-31")).isEqualTo(millis("2024-01-31T23:59:59.999Z"));
        assertThat(SeriesParameters.end("2024-01-31T00:00:00Z")).isEqualTo(millis("2024-01-31T00:00:00Z"));
    }

    @Test
    void months_are_refused_with_a_sentence() {
        assertThatThrownBy(() -> SeriesParameters.series("file", "A", "1M"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"1M\" means months");
        assertThat(SeriesParameters.series("file", "A", "1D")).hasToString("file A 1d");
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}

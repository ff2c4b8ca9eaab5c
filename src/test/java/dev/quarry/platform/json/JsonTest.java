package dev.quarry.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class JsonTest {

    record Row(double profitFactor, Double sharpe, OffsetDateTime createdAt) {}

    @Test
    void json_never_carries_nan_or_infinity() {
        Row row = new Row(Double.POSITIVE_INFINITY, Double.NaN, null);

        assertThat(Json.MAPPER.writeValueAsString(row))
                .isEqualTo("{\"profit_factor\":null,\"sharpe\":null,\"created_at\":null}");
        assertThat(Json.MAPPER.writeValueAsString(Map.of("x", List.of(1.5, Double.NEGATIVE_INFINITY))))
                .isEqualTo("{\"x\":[1.5,null]}");
        assertThat(Json.MAPPER.writeValueAsString(new double[] {1, Double.NaN})).isEqualTo("[1.0,null]");
    }

    @Test
    void times_are_utc_with_whole_seconds_and_a_numeric_offset() {
        OffsetDateTime time = OffsetDateTime.parse("2026-11-24T14:30:01.987654+02:00");

        assertThat(Json.MAPPER.writeValueAsString(new Row(1, 1.0, time)))
                .contains("\"created_at\":\"2026-11-24T12:30:01+00:00\"");
    }

    @Test
    void a_field_given_twice_is_refused() {
        assertThatThrownBy(() -> Json.MAPPER.readTree("{\"a\": 1, \"a\": 2}")).isInstanceOf(JacksonException.class);
    }
}

package dev.quarry.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PayloadTemplateTest {

    private static final OffsetDateTime FIRE = OffsetDateTime.parse("2026-03-01T00:30:00Z");

    @Test
    void times_are_filled_in_wherever_they_stand_and_the_rest_stays() {
        JsonNode filled = fill("""
                {"a": "{{fire_time}}", "b": {"c": ["{{ fire_time - P2D }}", 70.0, null]}, "d": "{{fire_time+PT90M}}",
                 "e": "at fire_time"}
                """);

        assertThat(filled).isEqualTo(Json.MAPPER.readTree("""
                {"a": "2026-03-01T00:30:00Z", "b": {"c": ["2026-02-27T00:30:00Z", 70.0, null]},
                 "d": "2026-03-01T02:00:00Z", "e": "at fire_time"}
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{now}}",
                "{{fire_time - 2 days}}",
                "{{fire_time - PX}}",
                "{{fire_time",
                "{{fire_time - P999999999Y}}",
                "{{fire_time - P3000Y}}",
                "{{fire_time + P8000Y}}",
                "{{fire_time + PT2562047788015215H}}",
                "{{fire_time + P9223372036854775807D}}",
                "{{fire_time - P2147483647Y2147483647M}}"
            })
    void what_cannot_be_filled_in_is_named(String text) {
        assertThatThrownBy(() -> fill("{\"start_ts\": [\"" + text + "\"]}"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations().get(0).field()).isEqualTo("payload.start_ts[0]"));
    }

    private static JsonNode fill(String json) {
        return PayloadTemplate.fill(Json.MAPPER.readTree(json), FIRE);
    }
}

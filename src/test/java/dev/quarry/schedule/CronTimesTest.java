package dev.quarry.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {

    @Test
    void an_expression_means_the_hours_of_its_zone_summer_and_winter() {
        CronTimes berlin = CronTimes.of("0 9 * * *", "Europe/Berlin");

        assertThat(berlin.after(utc("2026-01-10T12:00:00Z"))).contains(utc("2026-01-11T08:00:00Z"));
        assertThat(berlin.after(utc("2026-07-10T12:00:00Z"))).contains(utc("2026-07-11T07:00:00Z"));
    }

    @Test
    void a_change_of_clocks_neither_doubles_nor_loses_a_day() {
        CronTimes berlin = CronTimes.of("30 2 * * *", "Europe/Berlin");

        for (String start : List.of("2026-03-27T12:00:00Z", "2026-10-23T12:00:00Z")) {
            List<OffsetDateTime> fires = new ArrayList<>();
            OffsetDateTime time = utc(start);
            for (int i = 0; i < 4; i++) {
                time = berlin.after(time).orElseThrow();
                fires.add(time);
            }
            assertThat(fires.stream().map(OffsetDateTime::toLocalDate))
                    .doesNotHaveDuplicates()
                    .hasSize(4);
        }
    }

    @Test
    void the_latest_time_may_be_now_and_is_never_later() {
        CronTimes quarters = CronTimes.of("*/15 * * * *", "UTC");

        assertThat(quarters.latest(utc("2026-01-01T12:15:00Z"))).contains(utc("2026-01-01T12:15:00Z"));
        assertThat(quarters.latest(utc("2026-01-01T12:29:59.999Z"))).contains(utc("2026-01-01T12:15:00Z"));
        assertThat(quarters.after(utc("2026-01-01T12:15:00Z"))).contains(utc("2026-01-01T12:30:00Z"));
    }

    @Test
    void names_stand_for_expressions() {
        assertThat(CronTimes.of("@daily", "UTC").after(utc("2026-01-01T12:00:00Z")))
                .contains(utc("2026-01-02T00:00:00Z"));
        assertThat(Stream.of("@hourly", "@weekly", "@monthly", "@yearly")
                        .map(name -> CronTimes.of(name, "UTC").after(utc("2026-01-01T12:00:00Z"))))
                .allMatch(next -> next.isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * *", "61 * * * *", "0 0 32 * *", "every day", "0 0 0 * * *", "@often"})
    void nonsense_is_refused_with_a_reason(String expression) {
        assertThatThrownBy(() -> CronTimes.of(expression, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void an_unknown_zone_is_refused() {
        assertThatThrownBy(() -> CronTimes.of("@daily", "Mars/Olympus")).isInstanceOf(IllegalArgumentException.class);
    }

    private static OffsetDateTime utc(String text) {
        return OffsetDateTime.parse(text);
    }
}

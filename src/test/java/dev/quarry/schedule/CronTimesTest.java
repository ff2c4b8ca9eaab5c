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
    void a_time_that_is_left_out_comes_when_the_gap_is_over_and_one_that_comes_twice_once() {
        CronTimes berlin = CronTimes.of("30 2 * * *", "Europe/Berlin");

        assertThat(fires(berlin, "2026-03-27T12:00:00Z", 3))
                .containsExactly("2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z");
        assertThat(fires(berlin, "2026-10-24T12:00:00Z", 2)).containsExactly("2026-10-25T00:30Z", "2026-10-26T01:30Z");
        assertThat(fires(berlin, "2026-10-25T00:59:00Z", 1)).containsExactly("2026-10-26T01:30Z");
        assertThat(berlin.latest(utc("2026-03-29T00:59:00Z"))).contains(utc("2026-03-28T01:30:00Z"));
        assertThat(berlin.latest(utc("2026-03-29T12:00:00Z"))).contains(utc("2026-03-29T01:00:00Z"));
        assertThat(berlin.latest(utc("2026-10-25T12:00:00Z"))).contains(utc("2026-10-25T00:30:00Z"));
    }

    @Test
    void several_times_that_one_change_leaves_out_or_brings_twice_are_one_or_each_once() {
        CronTimes berlin = CronTimes.of("*/30 2,3 * * *", "Europe/Berlin");

        assertThat(fires(berlin, "2026-03-28T12:00:00Z", 3))
                .containsExactly("2026-03-29T01:00Z", "2026-03-29T01:30Z", "2026-03-30T00:00Z");
        assertThat(fires(berlin, "2026-10-24T12:00:00Z", 4))
                .containsExactly("2026-10-25T00:00Z", "2026-10-25T00:30Z", "2026-10-25T02:00Z", "2026-10-25T02:30Z");
    }

    @Test
    void what_comes_every_hour_goes_by_the_time_that_passes() {
        CronTimes berlin = CronTimes.of("@hourly", "Europe/Berlin");

        assertThat(fires(berlin, "2026-03-29T00:30:00Z", 2)).containsExactly("2026-03-29T01:00Z", "2026-03-29T02:00Z");
        assertThat(fires(berlin, "2026-10-24T23:30:00Z", 3))
                .containsExactly("2026-10-25T00:00Z", "2026-10-25T01:00Z", "2026-10-25T02:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30 2 * * *", "*/7 1-3 * * *", "0 0 29 2 *", "15 2,3 * * 0", "0 0 * * *", "59 23 31 12 *"})
    void the_latest_time_is_the_one_that_came_before_the_next_all_year_round(String expression) {
        for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")) {
            CronTimes times = CronTimes.of(expression, zone);
            OffsetDateTime time = utc("2011-11-01T00:00:00Z");
            for (int i = 0; i < 200; i++) {
                OffsetDateTime next = times.after(time).orElseThrow();
                assertThat(next).isAfter(time);
                assertThat(times.latest(next)).contains(next);
                assertThat(times.latest(next.minusSeconds(1)).orElseThrow()).isBefore(next);
                time = next;
            }
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

    private static List<String> fires(CronTimes times, String after, int number) {
        List<String> fires = new ArrayList<>();
        OffsetDateTime time = utc(after);
        for (int i = 0; i < number; i++) {
            time = times.after(time).orElseThrow();
            fires.add(time.toString());
        }
        return fires;
    }

    private static OffsetDateTime utc(String text) {
        return OffsetDateTime.parse(text);
    }
}

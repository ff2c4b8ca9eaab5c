package dev.quarry.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Timeframe;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleRulesTest {

    private static final long NOW = millis("2024-06-03T12:10:00Z");
    private static final long OPEN = millis("2024-06-03T11:00:00Z");

    private final CandleRules rules = new CandleRules(Timeframe.M30, NOW);

    @Test
    void a_sane_bar_passes_also_when_nothing_was_traded() {
        assertThat(rules.fault(OPEN, 10, 12, 9, 11, 0)).isNull();
        assertThat(rules.fault(OPEN, 10, 10, 10, 10, 0)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "10, 12, 9, NaN, 1, a price is not a finite number",
        "10, Infinity, 9, 11, 1, a price is not a finite number",
        "10, 12, 0, 11, 1, a price is not above zero",
        "-10, 12, 9, 11, 1, a price is not above zero",
        "10, 10.5, 9, 11, 1, the high is below another price of the bar",
        "12.5, 12, 9, 11, 1, the high is below another price of the bar",
        "10, 12, 10.5, 11, 1, the low is above another price of the bar",
        "10, 12, 9, 8, 1, the low is above another price of the bar",
        "10, 12, 9, 11, -1, the volume is not a number of at least zero",
        "10, 12, 9, 11, NaN, the volume is not a number of at least zero"
    })
    void an_insane_bar_is_refused_with_the_reason(
            double open, double high, double low, double close, double volume, String reason) {
        assertThat(rules.fault(OPEN, open, high, low, close, volume)).isEqualTo(reason);
    }

    @Test
    void a_bar_off_the_raster_is_refused() {
        assertThat(rules.fault(OPEN + 60_000, 10, 12, 9, 11, 1)).isEqualTo("the time is not the open of a 30m bar");
        assertThat(rules.fault(OPEN + 1, 10, 12, 9, 11, 1)).isEqualTo("the time is not the open of a 30m bar");
    }

    @Test
    void a_bar_that_is_still_moving_is_refused_and_the_one_that_just_ended_is_not() {
        assertThat(rules.fault(millis("2024-06-03T12:00:00Z"), 10, 12, 9, 11, 1))
                .isEqualTo("the bar has not ended yet");
        assertThat(rules.fault(millis("2024-06-03T11:30:00Z"), 10, 12, 9, 11, 1))
                .isNull();
    }

    @Test
    void weeks_may_start_on_any_day_but_all_on_the_same() {
        CandleRules weekly = new CandleRules(Timeframe.W1, NOW);

        assertThat(weekly.fault(millis("2024-05-06T00:00:00Z"), 10, 12, 9, 11, 1))
                .isNull();
        assertThat(weekly.fault(millis("2024-04-29T00:00:00Z"), 10, 12, 9, 11, 1))
                .isNull();
        assertThat(weekly.fault(millis("2024-05-07T00:00:00Z"), 10, 12, 9, 11, 1))
                .isEqualTo("the time is not the open of a 1w bar");
        assertThat(weekly.fault(millis("2024-05-13T01:00:00Z"), 10, 12, 9, 11, 1))
                .isEqualTo("the time is not the open of a 1w bar");
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}

package dev.quarry.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeframeTest {

    @Test
    void hours_days_and_weeks_may_be_written_in_any_case_and_minutes_in_small_letters() {
        assertThat(Timeframe.of("1H")).contains(Timeframe.H1);
        assertThat(Timeframe.of("1D")).contains(Timeframe.D1);
        assertThat(Timeframe.of(" 1W ")).contains(Timeframe.W1);
        assertThat(Timeframe.of("1m")).contains(Timeframe.M1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1M", "3M", "5M", "15M", "30M", "12M", " 1M ", "1mo", "1Mon", "1 month", "2MONTHS"})
    void months_are_no_minutes_and_are_refused_in_words(String months) {
        assertThat(Timeframe.of(months)).isEmpty();
        assertThat(Timeframe.fault(months).orElseThrow())
                .startsWith("must be one of 1m, 3m,")
                .contains('"' + months.trim() + '"', "months", "not kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "m", "7m", "1ｈ", "１h", "1min"})
    void what_is_no_code_is_refused_with_those_that_are(String text) {
        assertThat(Timeframe.of(text)).isEmpty();
        assertThat(Timeframe.fault(text).orElseThrow()).endsWith("1d, 3d, 1w");
    }
}

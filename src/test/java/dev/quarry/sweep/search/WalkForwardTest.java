package dev.quarry.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.CaseSeries;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.ParameterReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkForwardTest {

    private static final Bars NINETY_DAYS = hours(90 * 24);

    @Test
    void a_test_window_whose_last_bar_is_there_is_a_fold() {
        assertThat(testEnds(NINETY_DAYS, Map.of("train_days", 60, "test_days", 30)))
                .containsExactly("2024-03-31");
        assertThat(testEnds(NINETY_DAYS, Map.of("train_days", 60, "test_days", 15)))
                .containsExactly("2024-03-16", "2024-03-31");
        assertThat(testEnds(NINETY_DAYS, Map.of("train_days", 60, "test_days", 29)))
                .containsExactly("2024-03-30");
    }

    @Test
    void one_bar_too_few_is_no_fold() {
        assertThat(testEnds(hours(90 * 24 - 1), Map.of("train_days", 60, "test_days", 30)))
                .isEmpty();
    }

    @Test
    void by_the_rule_of_the_reference_the_last_bar_must_open_behind_the_window() {
        assertThat(testEnds(NINETY_DAYS, Map.of("train_days", 60, "test_days", 30, "fold_end", "open")))
                .isEmpty();
        assertThat(testEnds(hours(90 * 24 + 1), Map.of("train_days", 60, "test_days", 30, "fold_end", "open")))
                .containsExactly("2024-03-31");
    }

    @Test
    void the_case_of_ninety_days_has_its_folds() {
        Bars bars = CaseSeries.of("ninety", Timeframe.of("4h").orElseThrow());

        assertThat(testEnds(bars, Map.of("train_days", 60, "test_days", 30))).containsExactly("2024-03-31");
        assertThat(testEnds(bars, Map.of("train_days", 60, "test_days", 15)))
                .containsExactly("2024-03-16", "2024-03-31");
        assertThat(testEnds(bars, Map.of("train_days", 60, "test_days", 29))).containsExactly("2024-03-30");
    }

    @Test
    void another_end_is_refused_with_the_two_there_are() {
        ParameterReader reader = new ParameterReader(Map.of("fold_end", "noon"));
        WalkForward.read(reader);
        assertThat(reader.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.name()).isEqualTo("fold_end");
            assertThat(fault.reason()).isEqualTo("must be one of close, open");
        });
    }

    private static List<String> testEnds(Bars bars, Map<String, Object> windows) {
        return WalkForward.read(new ParameterReader(windows)).splits(bars).stream()
                .map(split -> Instant.ofEpochMilli(split.testEnd()).toString())
                .map(text -> text.replace("T00:00:00Z", ""))
                .toList();
    }

    private static Bars hours(int count) {
        long[] openTime = new long[count];
        long first = LocalDate.parse("2024-01-01")
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        for (int i = 0; i < count; i++) {
            openTime[i] = first + i * 3_600_000L;
        }
        double[] prices = new double[count];
        return new Bars(Timeframe.of("1h").orElseThrow(), openTime, prices, prices, prices, prices, prices);
    }
}

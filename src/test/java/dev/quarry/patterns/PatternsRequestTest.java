package dev.quarry.patterns;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatternsRequestTest {

    @Test
    void absent_thresholds_take_the_reference_defaults_and_zero_is_zero() {
        assertThat(read(object("{\"min_confidence\": null}"), PatternsRequest.class)
                        .thresholds())
                .isEqualTo(new RuleThresholds(0.3, 10));
        assertThat(read(object("{\"min_confidence\": 0, \"min_occurrence_pct\": 0}"), PatternsRequest.class)
                        .thresholds())
                .isEqualTo(new RuleThresholds(0, 0));
    }

    @Test
    void thresholds_out_of_range_are_refused() {
        assertThat(faults(object("{\"min_confidence\": 1.1, \"min_occurrence_pct\": -1}"), PatternsRequest.class))
                .containsOnlyKeys("min_confidence", "min_occurrence_pct");
    }

    @Test
    void markets_that_cannot_be_are_refused() {
        assertThat(faults(
                        object("{\"symbol\": \"%s\", \"timeframe\": \"2w\", \"start_ts\": \"soon\"}"
                                .formatted("a".repeat(101))),
                        PatternsRequest.class))
                .containsOnlyKeys("symbol", "timeframe", "start_ts");
        assertThat(faults(object("{\"start_ts\": \"2024-02-01\", \"end_ts\": \"2024-01-01\"}"), PatternsRequest.class))
                .containsOnlyKeys("end_ts");
    }
}

package dev.quarry.optimisation.sampled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.Payloads;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledSpaceTest {

    @Test
    void bounds_and_steps_are_the_values_as_they_would_be_written() {
        assertThat(values("{\"rsi_min\": {\"min\": 60, \"max\": 70, \"step\": 4}}", "rsi_min"))
                .containsExactly(60.0, 64.0, 68.0);
        assertThat(values("{\"bb_len\": {\"min\": 18, \"max\": 22}}", "bb_len")).containsExactly(18, 19, 20, 21, 22);
        assertThat(values("{\"stop_pct\": {\"min\": 0.1, \"max\": 0.7, \"step\": 0.1}}", "stop_pct"))
                .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
        assertThat(values("{\"stop_pct\": {\"min\": 2, \"max\": 2}}", "stop_pct"))
                .containsExactly(2.0);
        assertThat(values("{\"stop_pct\": {\"min\": 1, \"max\": 2}}", "stop_pct"))
                .hasSize(101)
                .startsWith(1.0, 1.01, 1.02)
                .endsWith(1.99, 2.0);
        assertThat(values("{\"bb_len\": {\"min\": 2, \"max\": 500, \"log\": true}}", "bb_len"))
                .startsWith(2, 3, 4)
                .endsWith(473, 500)
                .doesNotHaveDuplicates();
        assertThat(values("{\"stop_pct\": {\"min\": 0.01, \"max\": 1, \"log\": true}}", "stop_pct"))
                .hasSize(101)
                .startsWith(0.01, 0.0104713)
                .contains(0.1)
                .endsWith(1.0);
    }

    @Test
    void what_a_request_leaves_out_is_the_parameters_own_range() {
        assertThat(values("{\"use_trailing\": {}}", "use_trailing")).containsExactly(true, false);
        assertThat(values("{\"trade_direction\": null}", "trade_direction")).hasSize(3);
        assertThat(values("{\"rsi_min\": {\"step\": 25}}", "rsi_min")).containsExactly(0.0, 25.0, 50.0, 75.0, 100.0);
        assertThat(values("{\"bb_len\": {}}", "bb_len"))
                .hasSize(10_000)
                .startsWith(1)
                .endsWith(10_000);
        assertThat(values("{\"rsi_min\": [70, 60]}", "rsi_min")).containsExactly(70, 60);
        assertThat(values("{\"max_bars_in_trade\": {\"values\": [null, 50]}}", "max_bars_in_trade"))
                .containsExactly(null, 50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | space | must name a parameter at least; was {}",
                "{\"rsi_mim\": {}} | space.rsi_mim | is not a known parameter; did you mean `rsi_min`?",
                "{\"rsi_min\": 3} | space.rsi_min | must be an object of min, max, step and log, or of values, or a list of values; was 3",
                "{\"rsi_min\": {\"low\": 3}} | space.rsi_min.low | is unknown; known are min, max, step, log, values",
                "{\"rsi_min\": {\"min\": 70, \"max\": 60}} | space.rsi_min.max | must not be less than min 70.0; was 60.0",
                "{\"rsi_min\": {\"min\": -1}} | space.rsi_min.min | must be at least 0 and at most 100; was -1",
                "{\"rsi_min\": {\"max\": \"high\"}} | space.rsi_min.max | must be a number; was high",
                "{\"rsi_min\": {\"step\": 0}} | space.rsi_min.step | must be greater than 0; was 0.0",
                "{\"bb_len\": {\"step\": 1.5}} | space.bb_len.step | must be a whole number of at least 1; was 1.5",
                "{\"rsi_min\": {\"log\": true}} | space.rsi_min.min | must be greater than 0 with log; was 0.0",
                "{\"rsi_min\": {\"log\": 7}} | space.rsi_min.log | must be true or false; was 7",
                "{\"rsi_min\": {\"min\": 1, \"log\": true, \"step\": 2}} | space.rsi_min.step | must be absent beside log, whose values stand in equal proportions; was 2",
                "{\"rsi_min\": {\"step\": 0.001}} | space.rsi_min.step | must leave at most 10000 values: there would be 100001",
                "{\"max_bars_in_trade\": {\"min\": 1}} | space.max_bars_in_trade.max | is required: max_bars_in_trade has none of its own",
                "{\"use_trailing\": {\"min\": 1}} | space.use_trailing.min | must be absent: use_trailing is one of true, false",
                "{\"rsi_min\": {\"values\": [], \"step\": 2}} | space.rsi_min.step | must be absent beside values",
                "{\"rsi_min\": []} | space.rsi_min.values | must be a list of at least one value; was []",
                "{\"rsi_min\": {\"values\": [60, 101]}} | space.rsi_min.values[1] | must be at least 0 and at most 100",
            })
    void what_is_wrong_is_named_with_what_was_given(String space, String field, String reason) {
        assertThat(read(space).violations()).contains(new Violation(field, reason));
    }

    @Test
    void a_space_beyond_counting_is_refused() {
        assertThat(read("""
                        {"bb_len": {}, "rsi_len_30m": {}, "rsi_ma_len": {}, "kc_ema_len": {}, "kc_atr_len": {}}""").violations())
                .singleElement()
                .satisfies(v -> assertThat(v.field()).isEqualTo("space"))
                .satisfies(v -> assertThat(v.reason()).contains("there would be 1.0E20"));
    }

    private static List<Object> values(String space, String name) {
        SampledSpace read = read(space);
        assertThat(read.violations()).isEmpty();
        return cast(read.values().get(name));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> cast(Object list) {
        return (List<Object>) list;
    }

    @SuppressWarnings("unchecked")
    private static SampledSpace read(String space) {
        return SampledSpace.read(
                RsiBands.STRATEGY, (Map<String, Object>) Json.MAPPER.convertValue(Payloads.object(space), Map.class));
    }
}

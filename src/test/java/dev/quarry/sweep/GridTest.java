package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GridTest {

    @Example
    void the_last_parameter_runs_fastest_and_values_keep_their_nature() {
        Map<String, List<?>> raw = new LinkedHashMap<>();
        raw.put("rsi_min", List.of(70, 72.0));
        raw.put("max_leverage", Arrays.asList(null, 2.0));
        raw.put("use_trailing", List.of(true));
        Grid grid = Grid.of(RsiBands.STRATEGY, raw);

        assertThat(grid.size()).isEqualTo(4);
        assertThat(grid.names()).containsExactly("rsi_min", "max_leverage", "use_trailing");
        assertThat(PythonJson.object(grid.combination(0).values()))
                .isEqualTo("{\"rsi_min\": 70, \"max_leverage\": null, \"use_trailing\": true}");
        assertThat(PythonJson.object(grid.combination(3).values()))
                .isEqualTo("{\"rsi_min\": 72.0, \"max_leverage\": 2.0, \"use_trailing\": true}");
        assertThatThrownBy(() -> grid.combination(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Property(tries = 100)
    void index_and_combination_are_each_others_inverse(
            @ForAll @IntRange(min = 1, max = 6) int first,
            @ForAll @IntRange(min = 1, max = 5) int second,
            @ForAll @IntRange(min = 1, max = 4) int third) {
        Grid grid = grid(first, second, third);
        long expected = 0;
        for (int a = 0; a < first; a++) {
            for (int b = 0; b < second; b++) {
                for (int c = 0; c < third; c++) {
                    assertThat(grid.index(a, b, c)).isEqualTo(expected);
                    assertThat(grid.combination(expected).values())
                            .isEqualTo(Map.of("rsi_min", a, "rsi_ma_min", b, "max_bars_in_trade", c));
                    expected++;
                }
            }
        }
        assertThat(grid.size()).isEqualTo(expected);
    }

    private static Grid grid(int first, int second, int third) {
        Map<String, List<?>> raw = new LinkedHashMap<>();
        raw.put("rsi_min", numbers(first));
        raw.put("rsi_ma_min", numbers(second));
        raw.put("max_bars_in_trade", numbers(third));
        return Grid.of(RsiBands.STRATEGY, raw);
    }

    private static List<Integer> numbers(int count) {
        Integer[] numbers = new Integer[count];
        Arrays.setAll(numbers, i -> i);
        return List.of(numbers);
    }

    @Example
    void a_grid_without_parameters_has_the_one_empty_combination() {
        assertThat(Grid.of(RsiBands.STRATEGY, Map.of()).size()).isEqualTo(1);
        assertThat(Grid.of(RsiBands.STRATEGY, Map.of()).combination(0).values()).isEmpty();
    }

    @Example
    void every_fault_is_named_down_to_the_value() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("colour", List.of(1));
        raw.put("rsi_min", List.of());
        raw.put("bb_std", 2.0);
        raw.put("stop_mode", List.of("ATR", "Percent"));
        raw.put("stop_pct", Arrays.asList(1.0, null, -3));

        assertThat(Grid.faults(RsiBands.STRATEGY, raw))
                .extracting(ParameterFault::name)
                .containsExactly("colour", "rsi_min", "bb_std", "stop_mode[1]", "stop_pct[2]");
        assertThatThrownBy(() -> Grid.of(RsiBands.STRATEGY, raw)).isInstanceOf(InvalidParametersException.class);
    }

    @Example
    void a_product_beyond_counting_is_refused() {
        List<Integer> thousand = numbers(1000).stream().map(i -> i % 100).toList();
        Map<String, Object> raw = new LinkedHashMap<>();
        for (String name : List.of(
                "rsi_min",
                "rsi_ma_min",
                "rsi_max",
                "rsi_ma_max",
                "risk_per_trade_pct",
                "max_bars_in_trade",
                "max_leverage")) {
            raw.put(name, thousand);
        }
        assertThat(Grid.faults(RsiBands.STRATEGY, raw))
                .extracting(ParameterFault::name)
                .containsExactly("grid");
    }
}

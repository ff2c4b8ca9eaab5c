package dev.quarry.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.ledger.StoredGrid;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GridPlacesTest {

    private static final Map<String, List<Object>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("rsi_min", List.of(66, 68, 70));
        VALUES.put("entry_band_mode", List.of("KC", "BB"));
        VALUES.put("use_trailing", List.of(true, false));
        VALUES.put("rsi_max", Arrays.asList(null, 80.0, 90));
    }

    private static final StoredGrid GRID = new StoredGrid(VALUES);
    private static final Map<String, Object> BASE = Map.of("commission", 0.001, "exit_level", "mid");

    @Test
    void the_places_are_those_whose_combination_has_the_values() {
        Map<String, List<RequestedValue>> requested = Map.of(
                "rsi_min", values("70.0", "66"), "entry_band_mode", values("BB"), "rsi_max", values("null", "80"));
        GridPlaces places = GridPlaces.of(GRID, BASE, requested).orElseThrow();

        long[] expected = LongStream.range(0, 36)
                .filter(index -> {
                    Map<String, Object> combination = GRID.combination(index);
                    return !combination.get("rsi_min").equals(68)
                            && combination.get("entry_band_mode").equals("BB")
                            && !Integer.valueOf(90).equals(combination.get("rsi_max"));
                })
                .toArray();
        assertThat(places.indexes().toArray()).containsExactly(expected);
        assertThat(LongStream.range(0, 36).filter(places::has).toArray()).containsExactly(expected);
        assertThat(places.size()).isEqualTo(expected.length);
    }

    @Test
    void a_base_parameter_counts_for_all_places_or_for_none() {
        assertThat(GridPlaces.of(GRID, BASE, Map.of("commission", values("1e-3"))))
                .hasValueSatisfying(places -> {
                    assertThat(places.size()).isEqualTo(36);
                    assertThat(places.sql("i")).isEmpty();
                });
        assertThat(GridPlaces.of(GRID, BASE, Map.of("commission", values("0.002"))))
                .isEmpty();
        assertThat(GridPlaces.of(GRID, BASE, Map.of("bb_len", values("20")))).isEmpty();
        assertThat(GridPlaces.of(GRID, BASE, Map.of("rsi_min", values("67")))).isEmpty();
    }

    @Test
    void a_condition_is_made_of_numbers_only() {
        Optional<GridPlaces> places =
                GridPlaces.of(GRID, BASE, Map.of("rsi_min", values("70"), "exit_level", values("mid")));

        assertThat(places.orElseThrow().sql("n.grid_index")).isEqualTo(" and n.grid_index / 12 % 3 in (2)");
    }

    @Test
    void values_are_compared_as_json() {
        assertThat(new RequestedValue("70").matches(70.0)).isTrue();
        assertThat(new RequestedValue("70").matches("70")).isTrue();
        assertThat(new RequestedValue("\"70\"").matches(70)).isFalse();
        assertThat(new RequestedValue("\"70\"").matches("70")).isTrue();
        assertThat(new RequestedValue("true").matches(true)).isTrue();
        assertThat(new RequestedValue("true").matches(1)).isFalse();
        assertThat(new RequestedValue("null").matches(null)).isTrue();
        assertThat(new RequestedValue("0").matches(null)).isFalse();
        assertThat(new RequestedValue("Fixed %").matches("Fixed %")).isTrue();
        assertThat(new RequestedValue(">=").matches(">=")).isTrue();
        assertThat(new RequestedValue("1e999").matches(1e300)).isFalse();
        assertThat(new RequestedValue("[[{").matches(1)).isFalse();
    }

    private static List<RequestedValue> values(String... texts) {
        return Stream.of(texts).map(RequestedValue::new).toList();
    }
}

package dev.quarry.strategy.rsibands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.PythonJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BuiltInGridsTest {

    private static final Map<String, String> NAMES = Map.of(
            "QUICK_DISCOVERY_GRID", "quick",
            "FOCUSED_DISCOVERY_GRID", "focused",
            "MARGIN_PARAM_GRID", "margin",
            "FULL_MARGIN_DISCOVERY_GRID", "full_margin");

    @Test
    void grids_have_the_sizes_of_the_reference() {
        assertThat(BuiltInGrids.optimisation().values().stream()
                        .map(values -> Grid.of(RsiBands.STRATEGY, values).size()))
                .containsExactly(8_640L, 36L, 252_000L);
        assertThat(BuiltInGrids.discovery().values().stream()
                        .map(values -> Grid.of(RsiBands.STRATEGY, values).size()))
                .containsExactly(7_200L, 15_552L, 4_608L, 839_808L, 8_960_000L);
    }

    @Test
    void distinct_combinations_are_counted_without_walking_them() {
        assertThat(BuiltInGrids.discovery().values().stream()
                        .map(values -> Combinations.distinct(Grid.of(RsiBands.STRATEGY, values))
                                .size()))
                .containsExactly(7_200L, 10_368L, 896L, 186_624L, 4_200_000L);
    }

    @Test
    void the_largest_grid_is_walked_in_bounded_memory() {
        Combinations distinct = Combinations.distinct(
                Grid.of(RsiBands.STRATEGY, BuiltInGrids.discovery().get("discovery")));
        PrimitiveIterator.OfLong indexes = distinct.indexes();
        long walked = 0;
        long last = -1;
        boolean ascending = true;
        while (indexes.hasNext()) {
            long index = indexes.nextLong();
            ascending &= index > last;
            last = index;
            walked++;
        }
        assertThat(walked).isEqualTo(4_200_000L);
        assertThat(ascending).isTrue();
        assertThat(last).isLessThan(8_960_000L);
    }

    @TestFactory
    Stream<DynamicTest> distinct_combinations_are_the_references_in_its_order() {
        Map<String, Object> file = Golden.sharedFile("discovery_grids.json");
        return cases(file)
                .filter(json -> json.containsKey("grid_name"))
                .map(json -> dynamicTest((String) json.get("grid_name"), () -> {
                    Grid grid =
                            Grid.of(RsiBands.STRATEGY, BuiltInGrids.discovery().get(NAMES.get(json.get("grid_name"))));
                    assertThat(grid.values()).isEqualTo(json.get("grid"));
                    assertThat(grid.names())
                            .isEqualTo(List.copyOf(Golden.object(json, "grid").keySet()));
                    Combinations distinct = Combinations.distinct(grid);
                    assertThat(grid.size()).isEqualTo(((Number) json.get("raw")).longValue());
                    assertThat(distinct.size()).isEqualTo(((Number) json.get("filtered")).longValue());
                    assertThat(checksum(distinct)).isEqualTo(json.get("sha256_of_ordered_filtered"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> custom_grids_are_the_references() {
        return cases(Golden.sharedFile("custom_grids.json"))
                .map(json -> dynamicTest(json.get("args").toString(), () -> {
                    Grid grid = Grid.of(
                            RsiBands.STRATEGY,
                            maker(Golden.object(json, "args")).values());
                    assertThat(grid.values()).isEqualTo(json.get("grid"));
                    assertThat(grid.names())
                            .isEqualTo(List.copyOf(Golden.object(json, "grid").keySet()));
                }));
    }

    private static GridMaker maker(Map<String, Object> args) {
        GridMaker standard = GridMaker.DEFAULT;
        return new GridMaker(
                range(args.get("rsi_range"), standard.rsi()),
                range(args.get("stop_range"), standard.stop()),
                range(args.get("band_mult_range"), standard.band()),
                (Integer) args.getOrDefault("steps", standard.steps()),
                (Boolean) args.getOrDefault("include_entry_modes", standard.entryModes()),
                (Boolean) args.getOrDefault("include_exit_levels", standard.exitLevels()),
                "atr".equals(args.get("stop_mode")));
    }

    private static GridMaker.Range range(Object ends, GridMaker.Range otherwise) {
        return ends instanceof List<?> list
                ? new GridMaker.Range(Golden.number(list.get(0)), Golden.number(list.get(1)))
                : otherwise;
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> cases(Map<String, Object> file) {
        return file == null ? Stream.of() : Golden.list(file, "cases").stream().map(json -> (Map<String, Object>) json);
    }

    private static String checksum(Combinations combinations) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        PrimitiveIterator.OfLong indexes = combinations.indexes();
        for (String separator = ""; indexes.hasNext(); separator = "\n") {
            Combination combination = combinations.grid().combination(indexes.nextLong());
            digest.update((separator + PythonJson.object(combination.values())).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

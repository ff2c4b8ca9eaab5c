package dev.quarry.strategies;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.strategy.rsibands.GridMaker;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridRangesTest {

    @Test
    void nothing_said_gives_the_references_grid() {
        assertThat(grid("{}").values())
                .isEqualTo(
                        Grid.of(RsiBands.STRATEGY, GridMaker.DEFAULT.values()).values())
                .containsEntry("stop_pct", List.of(1.5, 2.2, 3.0));
        assertThat(grid("{}").size()).isEqualTo(3 * 3 * 3 * 3 * 3 * 4);
    }

    @Test
    void every_range_and_switch_counts() {
        Grid grid = grid("""
                {"rsi_range": [60, 70], "stop_range": [1, 2], "band_range": [2, 2], "steps": 2, "entry_modes": false,
                 "exit_levels": true, "stop_mode": "atr"}
                """);
        assertThat(grid.values())
                .containsEntry("rsi_min", List.of(60, 70))
                .containsEntry("bb_std", List.of(2.0))
                .containsEntry("stop_atr_mult", List.of(1.0, 2.0))
                .containsEntry("exit_level", List.of("mid", "lower"))
                .doesNotContainKeys("stop_pct", "entry_band_mode");
        assertThat(grid.size()).isEqualTo(2 * 2 * 2 * 2);
    }

    @Test
    void what_makes_no_grid_is_named() {
        assertThat(faults(object("""
                                {"rsi_range": [70], "stop_range": [3, 1], "band_range": [1, null], "steps": 1,
                                 "stop_mode": "none", "size": 4}
                                """), GridRanges.class)).containsKeys("steps", "size");
        assertThat(faults(
                        object("{\"rsi_range\": [70], \"stop_range\": [3, 1], \"band_range\": [1, null],"
                                + " \"stop_mode\": \"none\"}"),
                        GridRanges.class))
                .containsOnlyKeys("rsi_range", "stop_range", "band_range", "stop_mode");
        assertThat(faults(
                        object("{\"rsi_range\": [90, 120], \"stop_range\": [-1, 2], \"steps\": 101}"),
                        GridRanges.class))
                .containsOnlyKeys("steps");
        assertThat(faults(object("{\"rsi_range\": [90, 120], \"stop_range\": [-1, 2]}"), GridRanges.class))
                .containsOnlyKeys("rsi_range", "stop_range");
    }

    private static Grid grid(String json) {
        return read(object(json), GridRanges.class).grid();
    }
}

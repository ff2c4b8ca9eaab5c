package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.strategy.rsibands.RsiBands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridHashesTest {

    @Test
    void they_are_the_hashes_of_the_whole_parameters() {
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("symbol", "BTC/USD ä\"");
        base.put("cash", 10000.0);
        base.put("rsi_min", 99);
        base.put("max_leverage", null);
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("stop_pct", List.of(1.5, 2, 2.0));
        raw.put("rsi_min", List.of(68, 70));
        raw.put("use_trailing", List.of(true, false));
        raw.put("exit_level", List.of("mid", "lower"));
        Grid grid = Grid.of(RsiBands.STRATEGY, raw);

        GridHashes hashes = new GridHashes(grid.values(), base);

        for (long index = 0; index < grid.size(); index++) {
            Map<String, Object> all = new LinkedHashMap<>(base);
            all.putAll(grid.combination(index).values());
            assertThat(hashes.hash(index))
                    .isEqualTo(Long.parseUnsignedLong(ParamsHash.of(all).value(), 16));
        }
    }

    @Test
    void a_grid_without_parameters_has_the_hash_of_the_base() {
        GridHashes hashes = new GridHashes(Map.of(), Map.of("cash", 1));

        assertThat(hashes.hash(0))
                .isEqualTo(
                        Long.parseUnsignedLong(ParamsHash.of(Map.of("cash", 1)).value(), 16));
    }
}

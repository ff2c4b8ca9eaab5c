package dev.quarry.strategy.rsibands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RsiThresholdsTest {

    @Test
    void absent_long_thresholds_mirror_the_short_ones() {
        assertThat(level(Side.SHORT, Map.of("rsi_min", 72))).isEqualTo(72);
        assertThat(level(Side.LONG, Map.of("rsi_min", 72))).isEqualTo(28);
        assertThat(level(Side.LONG, Map.of("rsi_min", 72, "rsi_max", 40))).isEqualTo(40);
    }

    private static double level(Side side, Map<String, ?> raw) {
        Signal.All all = (Signal.All) new RsiThresholds().condition(side).under(new ParameterValues(raw));
        return ((Signal.Beyond) all.of().get(0)).level();
    }
}

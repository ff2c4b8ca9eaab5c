package dev.quarry.sweep.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.SampleBars;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkFloorTest {

    /** Otherwise it would be no bound of the same walk. */
    @ParameterizedTest
    @ValueSource(strings = {"Short", "Long", "Both"})
    void the_stripped_loop_makes_the_trades_of_the_walk(String direction) {
        Grid grid = Grid.of(RsiBands.STRATEGY, BuiltInGrids.discovery().get("quick"));
        WalkFloor floor = new WalkFloor(
                SampleBars.bars(),
                SweepPlan.of(
                        Combinations.all(grid),
                        Map.of("trade_direction", direction, "daily_loss_limit", 0, "max_margin_utilization", 0)));

        assertThat(floor.outcomes()).isGreaterThan(1);
        assertThat(floor.walks()).isPositive().isEqualTo(floor.stripped());
    }

    @Test
    void where_walks_pass_entries_over_it_makes_more_and_ends() {
        WalkFloor floor = new WalkFloor(
                SampleBars.bars(),
                SweepPlan.of(
                        Combinations.all(Grid.of(
                                RsiBands.STRATEGY, BuiltInGrids.discovery().get("quick"))),
                        Map.of("max_leverage", 2.0, "max_margin_utilization", 1, "trade_direction", "Both")));

        assertThat(floor.walks()).isZero();
        assertThat(floor.stripped()).isPositive();
    }
}

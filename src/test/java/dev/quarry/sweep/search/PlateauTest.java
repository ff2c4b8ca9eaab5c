package dev.quarry.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SampleBars;
import dev.quarry.engine.Statistics;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlateauTest {

    private static final Runnable ON = () -> {};
    private static final GridSearch SEARCH = new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(5), 1);

    @Test
    void neighbours_are_one_step_away_in_one_number_whatever_the_order_of_the_list() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rsi_min", List.of(72, 68, 70));
        values.put("entry_band_mode", List.of("Either", "Both"));
        values.put("bb_std", List.of(1.8, 2.0));
        Grid grid = Grid.of(RsiBands.STRATEGY, values);
        List<Combination> neighbours = Plateau.neighbours(grid, grid.index(2, 0, 1));
        assertThat(neighbours)
                .extracting(Combination::values)
                .containsExactlyInAnyOrder(
                        Map.of("rsi_min", 68, "entry_band_mode", "Either", "bb_std", 2.0),
                        Map.of("rsi_min", 72, "entry_band_mode", "Either", "bb_std", 2.0),
                        Map.of("rsi_min", 70, "entry_band_mode", "Either", "bb_std", 1.8));
    }

    @Test
    void the_score_is_what_neighbours_keep_of_the_winners_metric() {
        Plateau plateau = Plateau.of(4, List.of(run(10, 20), run(10, 5), run(10, -3)), SEARCH, run(10, 10));
        // Kept: all of it, a half, nothing, and nothing of the one that failed.
        assertThat(plateau.score()).isCloseTo(1.5 / 4, within(1e-15));
        assertThat(plateau.failed()).isEqualTo(1);
        assertThat(plateau.passingPercent()).isEqualTo(75);
        assertThat(plateau.mean()).isCloseTo(22 / 3.0, within(1e-12));
        assertThat(plateau.median()).isEqualTo(5);
        assertThat(plateau.worst()).isEqualTo(-3);
    }

    @Test
    void what_misses_the_constraints_keeps_nothing_and_what_changes_nothing_says_nothing() {
        Plateau plateau = Plateau.of(3, List.of(run(4, 10), run(9, 8), run(10, 10)), SEARCH, run(10, 10));
        assertThat(plateau.unchanged()).isEqualTo(1);
        assertThat(plateau.score()).isCloseTo(0.4, within(1e-15));
        assertThat(Plateau.of(1, List.of(run(10, 10)), SEARCH, run(10, 10)).score())
                .isEqualTo(1);
    }

    @Test
    void less_drawdown_is_better() {
        GridSearch search = new GridSearch(Metric.MAX_DRAWDOWN, SearchConstraints.minTrades(1), 1);
        Plateau plateau = Plateau.of(2, List.of(drawdown(20), drawdown(5)), search, drawdown(10));
        assertThat(plateau.score()).isCloseTo(0.75, within(1e-15));
        assertThat(plateau.worst()).isEqualTo(20);
    }

    @Test
    void without_neighbours_or_with_a_winner_that_lost_there_is_no_score() {
        Plateau alone = Plateau.of(0, List.of(), SEARCH, run(10, 10));
        assertThat(alone.score()).isNaN();
        assertThat(alone.passingPercent()).isNaN();
        assertThat(alone.worst()).isNaN();
        assertThat(Plateau.of(1, List.of(run(10, -2)), SEARCH, run(10, -1)).score())
                .isNaN();
    }

    @Test
    void neighbours_of_a_real_winner_are_run_and_failures_counted() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rsi_min", List.of(60, 65, 70));
        values.put("stop_mode", List.of("Fixed %", "ATR"));
        Grid grid = Grid.of(RsiBands.STRATEGY, values);
        Map<String, Object> base = Collections.singletonMap("stop_pct", null);
        SweepPlan plan = SweepPlan.of(Combinations.all(grid), base);
        IndicatorCache indicators = new IndicatorCache(SampleBars.bars());
        CombinationResult winner = CombinationResult.tested(grid.combination(grid.index(1, 1)), run(10, 10));

        Plateau plateau = Plateau.of(indicators, plan, SEARCH, winner, ON);
        assertThat(plateau.neighbours()).isEqualTo(2);
        assertThat(plateau.failed()).isZero();
        winner = CombinationResult.tested(grid.combination(grid.index(1, 0)), run(10, 10));
        assertThat(Plateau.of(indicators, plan, SEARCH, winner, ON).failed()).isEqualTo(2);
    }

    private static Statistics run(int trades, double totalReturn) {
        return new Statistics(trades, 0, 0, 0, 0, 0, 0, 0, totalReturn, 0, 0, 0, 0, 0, 0, 0);
    }

    private static Statistics drawdown(double percent) {
        return new Statistics(10, 0, 0, 0, 0, 0, 0, 0, 0, percent, 0, 0, 0, 0, 0, 0);
    }
}

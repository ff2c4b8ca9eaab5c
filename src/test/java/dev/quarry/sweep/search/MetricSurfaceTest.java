package dev.quarry.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.SampleBars;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricSurfaceTest {

    private static final Grid GRID = grid();
    private static final SearchConstraints CONSTRAINTS = SearchConstraints.minTrades(12);

    @ParameterizedTest
    @EnumSource(Metric.class)
    void every_cell_is_what_the_plain_sweep_has_there(Metric metric) {
        SweepPlan plan = SweepPlan.of(Combinations.all(GRID), Map.of("trade_direction", "Both"));
        List<CombinationResult> results = new ArrayList<>();
        new PlainSweep(SampleBars.bars()).run(plan, SweepProgress.NONE, results::add);
        MetricSurface surface = new MetricSurface(GRID, "stop_pct", "rsi_min", metric, CONSTRAINTS);
        new FastSweep(SampleBars.bars()).runInChunks(plan, SweepProgress.NONE, surface::take);

        List<List<MetricSurface.Value>> rows = surface.rows();
        assertThat(rows).hasSize(3).allSatisfy(row -> assertThat(row).hasSize(2));
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 2; x++) {
                Object rsi = GRID.values().get("rsi_min").get(y);
                Object stop = GRID.values().get("stop_pct").get(x);
                List<CombinationResult> there = results.stream()
                        .filter(r -> r.combination().values().get("rsi_min").equals(rsi)
                                && r.combination().values().get("stop_pct").equals(stop))
                        .toList();
                check(metric, there, rows.get(y).get(x));
            }
        }
    }

    private static void check(Metric metric, List<CombinationResult> there, MetricSurface.Value cell) {
        List<CombinationResult> passing =
                there.stream().filter(r -> CONSTRAINTS.metBy(r.statistics())).toList();
        assertThat(cell.tested()).isEqualTo(6).isEqualTo(there.size());
        assertThat(cell.failed()).isZero();
        assertThat(cell.passing()).isEqualTo(passing.size());
        assertThat(cell.best()).isEqualTo(best(metric, there));
        assertThat(cell.bestIndex())
                .isEqualTo(there.stream()
                        .filter(r -> Double.compare(metric.of(r.statistics()), cell.best()) == 0)
                        .mapToLong(r -> r.combination().index())
                        .min()
                        .orElse(-1));
        assertThat(cell.bestPassing()).isEqualTo(best(metric, passing));
        double mean = there.stream()
                .mapToDouble(r -> metric.of(r.statistics()))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        assertThat(cell.mean()).isCloseTo(mean, within(1e-9 * (1 + Math.abs(mean))));
        double deviation = Math.sqrt(there.stream()
                .mapToDouble(r -> metric.of(r.statistics()))
                .filter(Double::isFinite)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN));
        assertThat(cell.deviation()).isCloseTo(deviation, within(1e-9 * (1 + Math.abs(mean))));
    }

    private static double best(Metric metric, List<CombinationResult> results) {
        return results.stream()
                .sorted(metric.bestFirst())
                .mapToDouble(r -> metric.of(r.statistics()))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Test
    void failures_are_counted_where_they_are() {
        Grid grid = Grid.of(
                RsiBands.STRATEGY,
                new LinkedHashMap<>(Map.of("stop_mode", List.of("ATR", "Fixed %"), "rsi_min", List.of(60))));
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("stop_pct", null);
        MetricSurface surface = new MetricSurface(grid, "stop_mode", "rsi_min", Metric.TOTAL_RETURN, CONSTRAINTS);
        new FastSweep(SampleBars.bars())
                .runInChunks(SweepPlan.of(Combinations.all(grid), base), SweepProgress.NONE, surface::take);
        List<MetricSurface.Value> row = surface.rows().get(0);
        assertThat(row.get(0).failed()).isZero();
        assertThat(row.get(1).failed()).isEqualTo(1);
        assertThat(row.get(1).tested()).isZero();
        assertThat(row.get(1).best()).isNaN();
        assertThat(row.get(1).mean()).isNaN();
    }

    @Test
    void it_needs_two_different_parameters_of_the_grid() {
        for (String[] xy : new String[][] {{"rsi_min", "rsi_min"}, {"cash", "rsi_min"}, {"rsi_min", "cash"}}) {
            assertThatThrownBy(() -> new MetricSurface(GRID, xy[0], xy[1], Metric.WIN_RATE, CONSTRAINTS))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Grid grid() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rsi_min", List.of(60, 70, 80));
        values.put("bb_std", List.of(1.6, 2.0, 2.4));
        values.put("stop_pct", List.of(1.0, 3.0));
        values.put("exit_level", List.of("mid", "lower"));
        return Grid.of(RsiBands.STRATEGY, values);
    }
}

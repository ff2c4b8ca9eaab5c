package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.CaseSeries;
import dev.quarry.engine.Performance;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.fast.FastSweep;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Searches of the cases beside the golden files, on both engines. */
class CaseSearchesTest {

    private static final Map<String, Object> BOTH = Map.of(
            "trade_direction", "Both",
            "rsi_ma_min", 50,
            "use_rsi_relation", false,
            "commission", 0,
            "risk_per_trade_pct", 2);

    @Test
    void losses_that_differ_by_rounding_only_have_no_sortino_ratio_and_rank_last() {
        Bars bars = CaseSeries.of("ninety", Timeframe.H4);
        Map<String, List<Object>> grid = new LinkedHashMap<>();
        grid.put("rsi_min", List.of(52, 58, 62));
        grid.put("stop_pct", List.of(3, 5));
        grid.put("use_trailing", List.of(false, true));
        grid.put("trail_pct", List.of(1.5));
        SweepPlan plan = plan(grid, Map.of("exit_level", "mid"));
        GridSearch search = new GridSearch(Metric.SORTINO_RATIO, SearchConstraints.minTrades(3), 50);
        List<CombinationResult> ranked = ranked(search, bars, plan);
        assertThat(ranked.get(0).combination().values())
                .containsEntry("rsi_min", 52)
                .containsEntry("stop_pct", 3)
                .containsEntry("use_trailing", false);
        assertThat(ranked.get(0).statistics().sortinoRatio()).isCloseTo(20.618118, within(1e-6));
        CombinationResult last = ranked.get(ranked.size() - 1);
        assertThat(last.combination().values())
                .containsEntry("rsi_min", 62)
                .containsEntry("stop_pct", 3)
                .containsEntry("use_trailing", false);
        assertThat(last.statistics().sortinoRatio()).isNaN();
    }

    @Test
    void ratios_of_a_market_of_weekdays_are_those_of_a_year_of_261_returns() {
        Bars bars = CaseSeries.of("weekdays", Timeframe.D1);
        Map<String, List<Object>> grid = new LinkedHashMap<>();
        grid.put("rsi_min", List.of(52, 58, 62));
        grid.put("stop_pct", List.of(3, 5));
        SweepPlan plan = plan(grid, Map.of());
        GridSearch search = new GridSearch(Metric.TOTAL_RETURN, SearchConstraints.minTrades(5), 20);
        CombinationResult best = ranked(search, bars, plan).get(0);
        Performance performance = Performance.of(
                bars, Backtest.run(bars, plan.parameters(best.combination()).orThrow()));
        assertThat(performance.returnsPerYear()).isEqualTo(261);
        assertThat(performance.dailySharpe()).isCloseTo(1.588, within(0.0005));
    }

    private static List<CombinationResult> ranked(GridSearch search, Bars bars, SweepPlan plan) {
        List<CombinationResult> fast =
                search.run(new FastSweep(bars), plan, SweepProgress.NONE).best();
        assertThat(fast)
                .isEqualTo(search.run(new PlainSweep(bars), plan, SweepProgress.NONE)
                        .best());
        return fast;
    }

    private static SweepPlan plan(Map<String, List<Object>> grid, Map<String, Object> more) {
        Map<String, Object> base = new HashMap<>(BOTH);
        base.putAll(more);
        return SweepPlan.of(Combinations.all(Grid.of(RsiBands.STRATEGY, grid)), base);
    }
}

package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.engine.RandomMarket;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PlainSweepTest {

    private static final Bars BARS = RandomMarket.bars(Timeframe.M15, 400, 42);

    @Test
    void results_come_in_grid_order_and_are_the_same_on_any_number_of_threads() {
        List<CombinationResult> alone = run(new PlainSweep(BARS), plan(grid()));
        assertThat(alone).extracting(r -> r.combination().index()).isSorted();
        assertThat(alone).hasSize(240);

        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            assertThat(run(new PlainSweep(BARS, executor, 4), plan(grid()))).isEqualTo(alone);
        } finally {
            executor.shutdownNow();
        }
        assertThat(run(new PlainSweep(BARS, executor, 4), plan(grid()))).isEqualTo(alone);
        assertThat(run(new PlainSweep(BARS, neverRun -> {}, 4), plan(grid()))).isEqualTo(alone);
        assertThat(run(
                        new PlainSweep(
                                BARS,
                                refused -> {
                                    throw new RejectedExecutionException();
                                },
                                4),
                        plan(grid())))
                .isEqualTo(alone);
    }

    @Test
    void a_combination_that_cannot_be_run_is_counted_and_named_and_stops_nothing() {
        Map<String, List<?>> raw = new LinkedHashMap<>();
        raw.put("stop_mode", List.of("Fixed %", "ATR"));
        raw.put("stop_atr_mult", Arrays.asList(2, null));
        List<CombinationResult> results = run(new PlainSweep(BARS), plan(Grid.of(RsiBands.STRATEGY, raw)));

        SweepFailures failures = new SweepFailures();
        assertThat(results.stream().filter(failures::note)).hasSize(1);
        assertThat(failures.count()).isEqualTo(1);
        assertThat(failures.first().get(0).combination().index()).isEqualTo(3);
        assertThat(failures.first().get(0).failure()).contains("stop_atr_mult");
        assertThat(results).hasSize(4);
    }

    @Test
    void a_bad_base_parameter_fails_every_combination_and_says_so() {
        SweepPlan plan = SweepPlan.of(Combinations.all(grid()), Map.of("stop_mode", "none"));
        GridSearch.Result result = new GridSearch(Metric.PROFIT_FACTOR, SearchConstraints.minTrades(0), 5)
                .run(new PlainSweep(BARS), plan, SweepProgress.NONE);
        assertThat(result.best()).isEmpty();
        assertThat(result.tested()).isZero();
        assertThat(result.failures().count()).isEqualTo(240);
        assertThat(result.failures().first()).hasSize(10);
        assertThat(result.failures().first().get(0).failure()).contains("stop_mode must be one of");
    }

    @Test
    void what_progress_throws_stops_the_sweep_and_comes_out() {
        List<CombinationResult> results = new ArrayList<>();
        assertThatThrownBy(() -> new PlainSweep(BARS)
                        .run(
                                plan(grid()),
                                (done, total) -> {
                                    assertThat(total).isEqualTo(240);
                                    if (done >= 32) {
                                        throw new IllegalStateException("stop");
                                    }
                                },
                                results::add))
                .hasMessage("stop");
        assertThat(results).hasSize(32);
    }

    @Test
    void skipped_combinations_are_not_run_but_count_as_progress() {
        List<Long> done = new ArrayList<>();
        List<CombinationResult> results = new ArrayList<>();
        new PlainSweep(BARS)
                .run(plan(grid()).skipping(index -> index % 2 == 0), (d, total) -> done.add(d), results::add);
        assertThat(results).hasSize(120).allMatch(r -> r.combination().index() % 2 == 1);
        assertThat(done).isSorted().last().isEqualTo(240L);
    }

    @Test
    void the_combination_overwrites_the_base_and_the_search_has_its_own_commission() {
        SweepPlan plan = SweepPlan.of(
                Combinations.all(Grid.of(RsiBands.STRATEGY, Map.of("rsi_min", List.of(55)))),
                Map.of("rsi_min", 90, "symbol", "X"));
        Combination combination = plan.combinations().grid().combination(0);
        assertThat(plan.raw(combination)).isEqualTo(Map.of("rsi_min", 55, "symbol", "X"));
        assertThat(plan.parameters(combination).orThrow().toMap()).containsEntry("rsi_min", 55.0);
        assertThat(plan.parameters(combination).orThrow().account().commission())
                .isEqualTo(0.001);
    }

    private static List<CombinationResult> run(SweepEngine engine, SweepPlan plan) {
        List<CombinationResult> results = new ArrayList<>();
        engine.run(plan, SweepProgress.NONE, results::add);
        return results;
    }

    private static SweepPlan plan(Grid grid) {
        return SweepPlan.of(Combinations.all(grid), Map.of("rsi_ma_min", 45));
    }

    private static Grid grid() {
        Map<String, List<?>> raw = new LinkedHashMap<>();
        raw.put("rsi_min", List.of(50, 55, 60));
        raw.put("bb_std", List.of(0.5, 1.0, 1.5, 2.0));
        raw.put("stop_pct", List.of(0.5, 1.0, 2.0, 3.0, 4.0));
        raw.put("trade_direction", List.of("Short", "Both"));
        raw.put("exit_level", List.of("mid", "lower"));
        return Grid.of(RsiBands.STRATEGY, raw);
    }
}

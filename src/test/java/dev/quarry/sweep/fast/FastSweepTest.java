package dev.quarry.sweep.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.ExitReason;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SharedSettings;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.Stretches;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.SearchConstraints;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Holds the fast engine to the plain one, bit by bit; {@code -Dquarry.long=true} looks twenty times as far. */
class FastSweepTest {

    private static final int MIN_COMPARED = Boolean.getBoolean("quarry.long") ? 1_000_000 : 50_000;

    @Test
    void every_result_has_the_bits_of_the_plain_engine() {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        Set<ExitReason> reasons = EnumSet.noneOf(ExitReason.class);
        Set<String> withEffect = new HashSet<>();
        long compared = 0;
        long traded = 0;
        long failed = 0;
        try {
            for (long seed = 1; compared < MIN_COMPARED; seed++) {
                RandomSweep sweep = new RandomSweep(seed);
                Bars bars = sweep.bars();
                SweepPlan plan = sweep.plan();
                List<CombinationResult> expected = results(new PlainSweep(bars), plan);
                SweepEngine fast =
                        seed % 2 == 0 ? new FastSweep(bars) : new FastSweep(new IndicatorCache(bars), executor, 2);
                List<CombinationResult> actual = results(fast, plan);
                assertThat(actual).hasSameSizeAs(expected);
                for (int i = 0; i < actual.size(); i++) {
                    assertThat(actual.get(i))
                            .as("seed %d, base %s", seed, plan.base())
                            .isEqualTo(expected.get(i));
                }
                traded += expected.stream()
                        .filter(r -> !r.failed() && r.statistics().trades() > 1)
                        .count();
                failed += expected.stream().filter(CombinationResult::failed).count();
                compared += expected.size();
                addThoseWithEffect(expected, plan.combinations().grid(), withEffect);
                if (!expected.isEmpty() && !expected.get(0).failed()) {
                    StrategyParameters first =
                            plan.parameters(expected.get(0).combination()).orThrow();
                    Backtest.run(bars, first).trades().forEach(trade -> reasons.add(trade.exitReason()));
                }
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(reasons).isEqualTo(EnumSet.complementOf(EnumSet.of(ExitReason.TARGET)));
        assertThat(withEffect).containsAll(StrategyParameters.names(RsiBands.STRATEGY));
        assertThat(traded).isGreaterThan(compared / 4);
        assertThat(failed).isBetween(1L, compared / 4);
    }

    @Test
    void on_parts_of_a_series_it_has_the_bits_of_the_plain_engine_too() {
        int compared = 0;
        int traded = 0;
        for (long seed = 1; compared < MIN_COMPARED / 5; seed++) {
            RandomSweep sweep = new RandomSweep(seed);
            Bars bars = sweep.bars();
            SweepPlan plan = sweep.plan();
            Random random = new Random(seed);
            BitSet entries = new BitSet();
            BitSet last = new BitSet();
            for (int bar = 0; bar < bars.size(); bar += 1 + random.nextInt(60)) {
                int to = Math.min(bars.size(), bar + random.nextInt(60));
                entries.set(bar, to);
                last.set(to == bars.size() ? bar : to);
            }
            entries.andNot(last);
            IndicatorCache parts = new IndicatorCache(bars).trading(new Stretches(entries, last));
            List<CombinationResult> expected = results(new PlainSweep(parts, Runnable::run, 1), plan);
            assertThat(results(new FastSweep(parts, Runnable::run, 1), plan))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            compared += expected.size();
            traded += expected.stream()
                    .filter(r -> !r.failed() && r.statistics().trades() > 1)
                    .count();
        }
        assertThat(traded).isGreaterThan(compared / 20);
    }

    /** Adds each parameter in which alone two combinations differ that were traded differently. */
    private static void addThoseWithEffect(List<CombinationResult> results, Grid grid, Set<String> names) {
        Map<Map<String, Object>, Set<Object>> outcomes = new HashMap<>();
        for (String name : grid.names()) {
            if (names.contains(name)) {
                continue;
            }
            outcomes.clear();
            for (CombinationResult result : results) {
                if (!result.failed()) {
                    Map<String, Object> others =
                            new HashMap<>(result.combination().values());
                    others.remove(name);
                    outcomes.computeIfAbsent(others, key -> new HashSet<>()).add(result.statistics());
                }
            }
            if (outcomes.values().stream().anyMatch(different -> different.size() > 1)) {
                names.add(name);
            }
        }
    }

    @Test
    void every_parameter_is_an_entry_an_exit_or_an_account_rule() {
        Set<String> all = Outcomes.entryNames(RsiBands.STRATEGY);
        all.addAll(ExitRule.names(RsiBands.STRATEGY));
        all.addAll(SharedSettings.OF_ACCOUNTS);
        assertThat(all).containsExactlyInAnyOrderElementsOf(StrategyParameters.names(RsiBands.STRATEGY));
    }

    @Test
    void combinations_that_share_an_outcome_have_its_number_and_statistics() {
        for (long seed = 1; seed <= 40; seed++) {
            RandomSweep sweep = new RandomSweep(seed);
            Bars bars = sweep.bars();
            SweepPlan plan = sweep.plan();
            List<CombinationResult> expected = results(new PlainSweep(bars), plan);
            List<Long> indexes = new ArrayList<>();
            Map<Long, Object> byOutcome = new HashMap<>();
            new FastSweep(bars).runInChunks(plan, SweepProgress.NONE, chunk -> {
                for (int k = 0; k < chunk.size(); k++) {
                    CombinationResult wanted = expected.get(indexes.size());
                    indexes.add(chunk.index(k));
                    assertThat(chunk.index(k)).isEqualTo(wanted.combination().index());
                    assertThat(chunk.statistics(k)).isEqualTo(wanted.statistics());
                    assertThat(chunk.outcome(k) == SweepChunk.NO_OUTCOME).isEqualTo(wanted.failed());
                    if (!wanted.failed()) {
                        assertThat(chunk.outcome(k)).isBetween(0L, expected.size() - 1L);
                        assertThat(byOutcome.computeIfAbsent(chunk.outcome(k), n -> wanted.statistics()))
                                .isEqualTo(wanted.statistics());
                    }
                }
            });
            assertThat(indexes).hasSameSizeAs(expected);
        }
    }

    @Test
    void a_warm_up_before_the_series_gives_the_same_bits_too() {
        for (long seed = 100; seed < 130; seed++) {
            RandomSweep sweep = new RandomSweep(seed);
            Bars bars = sweep.bars();
            int warmup = bars.size() / 3;
            SweepPlan plan = sweep.plan();
            assertThat(results(
                            new FastSweep(new IndicatorCache(bars, warmup, 1 << 20, () -> {}), Runnable::run, 1), plan))
                    .isEqualTo(results(
                            new PlainSweep(new IndicatorCache(bars, warmup, 1 << 20, () -> {}), Runnable::run, 1),
                            plan));
        }
    }

    @Test
    void what_progress_throws_stops_the_sweep_and_comes_out() {
        RandomSweep sweep = new RandomSweep(3);
        Bars bars = sweep.bars();
        SweepPlan plan = sweep.plan();
        List<CombinationResult> results = new ArrayList<>();
        assertThatThrownBy(() -> new FastSweep(bars)
                        .run(
                                plan,
                                (done, total) -> {
                                    throw new IllegalStateException("stop");
                                },
                                results::add))
                .hasMessage("stop");
        assertThat(results).isEmpty();
    }

    @Test
    void a_search_finds_the_same_best_combinations_on_either_engine() {
        for (long seed = 1; seed <= 60; seed++) {
            RandomSweep sweep = new RandomSweep(seed);
            Bars bars = sweep.bars();
            SweepPlan plan = sweep.plan();
            for (Metric metric : Metric.values()) {
                GridSearch search = new GridSearch(metric, SearchConstraints.minTrades(2), 7);
                GridSearch.Result expected = search.run(new PlainSweep(bars), plan, SweepProgress.NONE);
                GridSearch.Result actual = search.run(new FastSweep(bars), plan, SweepProgress.NONE);
                assertThat(actual.best()).isEqualTo(expected.best());
                assertThat(actual.tested()).isEqualTo(expected.tested());
                assertThat(actual.passing()).isEqualTo(expected.passing());
                assertThat(actual.failures().count())
                        .isEqualTo(expected.failures().count());
                assertThat(actual.failures().first())
                        .isEqualTo(expected.failures().first());
            }
        }
    }

    @Test
    void progress_never_goes_back_and_ends_with_everything() {
        for (long seed = 1; seed <= 20; seed++) {
            RandomSweep sweep = new RandomSweep(seed);
            SweepPlan plan = sweep.plan();
            List<Long> done = new ArrayList<>();
            new FastSweep(sweep.bars()).run(plan, (d, total) -> done.add(d), result -> {});
            assertThat(done).isSorted().last().isEqualTo(plan.combinations().size());
        }
    }

    private static List<CombinationResult> results(SweepEngine engine, SweepPlan plan) {
        List<CombinationResult> results = new ArrayList<>();
        engine.run(plan, SweepProgress.NONE, results::add);
        return results;
    }
}

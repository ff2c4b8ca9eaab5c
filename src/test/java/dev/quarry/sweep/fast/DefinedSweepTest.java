package dev.quarry.sweep.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.ExitReason;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.Definition;
import dev.quarry.strategy.language.Definitions;
import dev.quarry.strategy.language.RandomExpressions;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.PlainSweep;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the fast engine on definitions drawn from the grammar to the plain engine with the plain evaluator, bit by bit;
 * {@code -Dquarry.long=true} compares a million triples of definition, parameters and market.
 */
class DefinedSweepTest {

    private static final int MIN_COMPARED = Boolean.getBoolean("quarry.long") ? 1_000_000 : 10_000;

    @Test
    void every_result_of_a_random_definition_has_the_bits_of_the_plain_engine_and_the_plain_evaluator() {
        Set<ExitReason> reasons = EnumSet.noneOf(ExitReason.class);
        long compared = 0;
        long traded = 0;
        for (long seed = 1; compared < MIN_COMPARED; seed++) {
            Random random = new Random(seed);
            DefinedStrategy defined = DefinedStrategy.of(definition(seed, random));
            EvaluatedStrategy plain = new EvaluatedStrategy(defined);
            RandomSweep sweep = new RandomSweep(seed, plain);
            Bars bars = sweep.bars();
            SweepPlan drawn = sweep.plan();
            SweepPlan plan = on(plain, drawn);
            int warmup = random.nextInt(3) == 0 ? bars.size() / 4 : 0;
            List<CombinationResult> expected = results(new PlainSweep(cache(bars, warmup), Runnable::run, 1), plan);
            List<CombinationResult> actual =
                    results(new FastSweep(cache(bars, warmup), Runnable::run, 1), on(defined, drawn));
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.size(); i++) {
                assertThat(actual.get(i))
                        .as("seed %d, %s, base %s", seed, defined.definition().text(), plan.base())
                        .isEqualTo(expected.get(i));
            }
            compared += expected.size();
            traded += expected.stream()
                    .filter(r -> !r.failed() && r.statistics().trades() > 1)
                    .count();
            if (!expected.isEmpty() && !expected.get(0).failed()) {
                StrategyParameters first =
                        plan.parameters(expected.get(0).combination()).orThrow();
                Backtest.run(bars, first).trades().forEach(trade -> reasons.add(trade.exitReason()));
            }
        }
        assertThat(reasons).containsExactlyInAnyOrder(ExitReason.values());
        assertThat(traded).isGreaterThan(compared / 4);
    }

    @Test
    void combinations_that_are_left_out_as_without_effect_have_the_numbers_of_one_that_is_kept() {
        long leftOut = 0;
        for (long seed = 1; seed <= 60; seed++) {
            DefinedStrategy defined = DefinedStrategy.of(definition(seed, new Random(seed)));
            RandomSweep sweep = new RandomSweep(seed, defined);
            Bars bars = sweep.bars();
            SweepPlan plan = on(defined, sweep.plan());
            Combinations distinct = Combinations.distinct(plan.combinations().grid(), plan.base(), () -> {});
            SweepPlan fewer = new SweepPlan(distinct, plan.base(), 0.001, index -> false);
            SweepPlan all = new SweepPlan(plan.combinations(), plan.base(), 0.001, index -> false);
            assertThat(statistics(bars, fewer))
                    .as("seed %d, %s", seed, defined.definition().text())
                    .containsExactlyInAnyOrderElementsOf(statistics(bars, all));
            leftOut += all.combinations().size() - distinct.size();
        }
        assertThat(leftOut).isPositive();
    }

    private static Set<Object> statistics(Bars bars, SweepPlan plan) {
        Set<Object> different = new HashSet<>();
        results(new FastSweep(bars), plan).forEach(result -> different.add(Arrays.asList(result.statistics())));
        return different;
    }

    /** With windows on longer bars where the market's allow any. */
    private static Definition definition(long seed, Random random) {
        Timeframe market = new RandomSweep(seed).bars().timeframe();
        List<String> longer = Stream.of(Timeframe.H4, Timeframe.D1, Timeframe.W1)
                .filter(timeframe -> timeframe.millis() > market.millis() && timeframe.millis() % market.millis() == 0)
                .map(Timeframe::code)
                .toList();
        return Definitions.right(new RandomExpressions(random, longer).definition(1 + random.nextInt(3)));
    }

    private static IndicatorCache cache(Bars bars, int warmup) {
        return new IndicatorCache(bars, warmup, 1 << 20, () -> {});
    }

    /** All combinations of the same grid but those that are skipped. */
    private static SweepPlan on(Strategy strategy, SweepPlan plan) {
        Grid grid = Grid.ofChecked(strategy, plan.combinations().grid().values());
        return new SweepPlan(Combinations.all(grid), plan.base(), plan.defaultCommission(), plan.skip());
    }

    private static List<CombinationResult> results(SweepEngine engine, SweepPlan plan) {
        List<CombinationResult> results = new ArrayList<>();
        engine.run(plan, SweepProgress.NONE, results::add);
        return results;
    }
}
